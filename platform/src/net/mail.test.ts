import * as fc from 'fast-check';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Doing } from '#kernel';
import { asInstance, type AppContext, type Store } from '#store';
import { ownStore, seededRandom, testNow } from '#testing';
import {
  drawMail,
  eraseMails,
  listMails,
  oneLine,
  openMail,
  openMailer,
  queueMail,
  sendMail,
} from './index.ts';
import { openText, sealText } from './seal.ts';
import type { MailOutcome, Mailer, OutgoingMail } from './mailer.ts';

const doing: Doing = { now: testNow, random: seededRandom(11), actor: 'system' };
const drawing = {
  subject: 'Hello',
  language: 'de',
  greeting: 'Guten Tag <b>Ünal</b>,',
  paragraphs: ['One & two.'],
  action: { label: 'Go', url: 'https://rungs.example/a?b=1&c=2#token' },
  footer: 'Why.',
};
let store: Store;
let app: AppContext;

beforeAll(async () => {
  store = await ownStore();
  app = {
    db: store.db,
    clock: () => testNow,
    random: doing.random,
    publicUrl: 'https://rungs.example',
    keyEncryptionKey: new Uint8Array(32).fill(3),
    net: () => Promise.reject(new Error('nothing is fetched')),
  };
});

async function queue(key: string, to: string): Promise<string> {
  await asInstance(store.db, (tx) => queueMail(tx, doing, app, { key, to, kind: 'test', drawing }));
  const page = { limit: 10 };
  const { items } = await asInstance(store.db, (tx) => listMails(tx, app, { email: to, now: testNow, page }));
  return items[0]?.mailId ?? '';
}

/** A mailer that answers as it is told and keeps what it was handed. */
function mailerOf(outcome: MailOutcome | Error): Mailer & { readonly handed: OutgoingMail[] } {
  const handed: OutgoingMail[] = [];
  return {
    handed,
    hand: (mail) => {
      handed.push(mail);
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
    close: () => undefined,
  };
}

describe('a mail', () => {
  it('says the same in plain text and in HTML, in which nothing of a name is markup', () => {
    const { text, html } = drawMail(drawing);
    expect(text).toContain('Guten Tag <b>Ünal</b>,');
    expect(text).toContain(drawing.action.url);
    expect(html).toContain('Guten Tag &lt;b&gt;Ünal&lt;/b&gt;,');
    expect(html).toContain('href="https://rungs.example/a?b=1&amp;c=2#token"');
    expect(html).not.toMatch(/<(img|script|link)|src=/);
  });

  it('has a subject of one line, whatever is in a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
    expect(oneLine('Org\r\nBcc: all@example.org')).toBe('Org Bcc: all@example.org');
  });

  it('is written once under one key, and nothing of it lies open in the database', async () => {
    await queue('once', 'ada@example.org');
    await queue('once', 'ada@example.org');
    const rows = await store.pool.query<{ row: string }>('select m::text as row from net.mail m');
    expect(rows.rows).toHaveLength(1);
    expect(rows.rows[0]?.row).not.toMatch(/ada@example|Guten|token/);
    const jobs = await store.pool.query('select 1 from jobs._private_jobs');
    expect(jobs.rows).toHaveLength(1);
  });

  it('is read by its address alone, and by nobody with another key', async () => {
    const mailId = await queue('read', 'bob@example.org');
    const open = (email: string, with_: AppContext = app): Promise<unknown> =>
      asInstance(store.db, (tx) => openMail(tx, doing, with_, { mailId, email }));
    expect(await open('BOB@example.org ')).toMatchObject({ subject: 'Hello', to: 'bob@example.org' });
    await expect(open('eve@example.org')).rejects.toMatchObject({ code: 'mail_unknown' });
    const other = { ...app, keyEncryptionKey: new Uint8Array(32).fill(4) };
    await expect(open('bob@example.org', other)).rejects.toMatchObject({ code: 'mail_unknown' });
    const sealed = sealText(app.keyEncryptionKey, 'x', 'one', doing.random);
    expect(openText(app.keyEncryptionKey, sealed, 'one')).toBe('x');
    expect(openText(app.keyEncryptionKey, sealed, 'two')).toBeNull();
  });

  it('that the server took is not handed over again, and its text is gone', async () => {
    const mailId = await queue('sent', 'sent@example.org');
    const mailer = mailerOf({ kind: 'taken' });
    await sendMail(app, mailer, { mailId });
    await sendMail(app, mailer, { mailId });
    expect(mailer.handed).toHaveLength(1);
    expect(mailer.handed[0]?.messageId).toBe(`<${mailId}@rungs.example>`);
    const { rows } = await store.pool.query('select state, sealed from net.mail where mail_id = $1', [
      mailId,
    ]);
    expect(rows[0]).toEqual({ state: 'sent', sealed: null });
  });

  it('that could not be handed over is tried again under the same Message-ID; one refused for good is not', async () => {
    const mailId = await queue('later', 'later@example.org');
    const busy = mailerOf({ kind: 'later', reason: 'ECONNECTION' });
    await expect(sendMail(app, busy, { mailId })).rejects.toThrow(/ECONNECTION/);
    const lost = mailerOf(new Error('the process died'));
    await expect(sendMail(app, lost, { mailId })).rejects.toThrow();
    const refusing = mailerOf({ kind: 'refused', reason: 'EENVELOPE 550' });
    await sendMail(app, refusing, { mailId });
    await sendMail(app, refusing, { mailId });
    const ids = [...busy.handed, ...lost.handed, ...refusing.handed].map((mail) => mail.messageId);
    expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
  });

  it('stays here without a mail server, until it is erased', async () => {
    const mailId = await queue('kept', 'kept@example.org');
    await sendMail(app, null, { mailId });
    const opened = await asInstance(store.db, (tx) =>
      openMail(tx, doing, app, { mailId, email: 'kept@example.org' }),
    );
    expect(opened.state).toBe('kept');
    expect(await asInstance(store.db, (tx) => eraseMails(tx, { email: 'Kept@example.org' }))).toBe(1);
  });
});

describe('a mail server', () => {
  let server: Server;
  const said: string[] = [];

  beforeAll(async () => {
    server = createServer((socket) => {
      let isData = false;
      socket.write('220 test\r\n');
      socket.on('data', (chunk) => {
        const text = chunk.toString('utf8');
        said.push(text);
        if (isData) {
          if (!text.includes('\r\n.\r\n')) return;
          isData = false;
          socket.write('250 taken\r\n');
        } else if (/^RCPT TO:<nobody/i.test(text)) socket.write('550 nobody@example.org is not here\r\n');
        else if (/^DATA/i.test(text)) {
          isData = true;
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n');
        else socket.write('250 test\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => {
    server.close();
  });

  it('gets both parts and one recipient; its refusal is kept without the address', async () => {
    const { port } = server.address() as { port: number };
    const mailer = openMailer({
      url: `smtp://127.0.0.1:${String(port)}`,
      from: 'Rungs <rungs@example.org>',
    });
    const mail = { ...drawMail(drawing), language: 'de', messageId: '<mal_1@rungs.example>' };
    expect(await mailer.hand({ ...mail, to: 'ada@example.org' })).toEqual({ kind: 'taken' });
    const all = said.join('');
    expect(all).toMatch(/Message-ID: <mal_1@rungs\.example>/i);
    expect(all).toMatch(/text\/plain/);
    expect(all).toMatch(/text\/html/);
    expect(all.match(/RCPT TO/gi)).toHaveLength(1);
    const refused = await mailer.hand({ ...mail, to: 'nobody@example.org' });
    expect(refused.kind).toBe('refused');
    expect(JSON.stringify(refused)).not.toContain('@');
    mailer.close();
    server.close();
    const gone = await openMailer({ url: 'smtp://127.0.0.1:1', from: 'rungs@example.org' }).hand({
      ...mail,
      to: 'ada@example.org',
    });
    expect(gone.kind).toBe('later');
  });
});
