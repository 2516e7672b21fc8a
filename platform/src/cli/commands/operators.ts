import type { Command } from 'commander';
import { print, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Options } from '../leaf.ts';
import { take } from '../server.ts';

/** What the operators of an instance do: each other, the trust list, and the trail of both. */
export function addOperators(program: Command, io: Io): void {
  const operators = program.command('operators').description('who runs the instance');
  leaf(
    operators,
    io,
    { usage: 'list', summary: 'list who runs the instance', isOfOperator: true },
    async (c) => {
      const list = await take(c.server.client.GET('/api/v1/operators'));
      print(c.io, c.isJson, list, () =>
        tableOf(list.items, [
          ['id', (o) => o.userId],
          ['name', (o) => o.name],
          ['address', (o) => o.email],
          ['since', (o) => o.addedAt],
        ]),
      );
    },
  );
  leaf(
    operators,
    io,
    { usage: 'add <email>', summary: 'make somebody who has an account an operator', isOfOperator: true },
    async (c, email) => {
      const made = await take(c.server.client.POST('/api/v1/operators', { body: { email } }));
      print(c.io, c.isJson, made, (o) => `${o.userId} runs this instance now.`);
    },
  );
  leaf(
    operators,
    io,
    {
      usage: 'remove <user>',
      summary: 'take that from somebody; never from the last one',
      isOfOperator: true,
    },
    async (c, userId) => {
      await take(c.server.client.DELETE('/api/v1/operators/{userId}', { params: { path: { userId } } }));
      print(c.io, c.isJson, { userId }, () => `${userId} does not run this instance any more.`);
    },
  );
  addTrail(operators, io);
  addTrustedIssuers(program, io);
}

function addTrail(operators: Command, io: Io): void {
  leaf(
    operators,
    io,
    {
      usage: 'audit',
      summary: 'list what was done to the instance, newest first',
      isOfOperator: true,
      isList: true,
    },
    async (c) => {
      const page = await take(c.server.client.GET('/api/v1/audit', { params: { query: pageOf(c.options) } }));
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['at', (e) => e.at],
            ['who', (e) => e.actor],
            ['what', (e) => e.action],
            ['which', (e) => e.subject],
          ]) + moreLine(page.next),
      );
    },
  );
}

interface TrustOptions extends Options {
  readonly name: string;
  readonly reason: string;
  readonly url?: string;
}

function addTrustedIssuers(program: Command, io: Io): void {
  const trusted = program
    .command('trusted-issuers')
    .description('foreign issuers that the instance recognises');
  leaf(
    trusted,
    io,
    { usage: 'list', summary: 'list them by id', isOfOrg: false, isList: true },
    async (c) => {
      const page = await take(
        c.server.client.GET('/api/v1/trusted-issuers', { params: { query: pageOf(c.options) } }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['issuer', (i) => i.issuerId],
            ['name', (i) => i.name],
            ['why', (i) => i.reason],
          ]) + moreLine(page.next),
      );
    },
  );
  leaf<TrustOptions>(
    trusted,
    io,
    { usage: 'add <issuer>', summary: 'recognise an issuer, by its DID or https id', isOfOperator: true },
    async (c, issuerId) => {
      const { name, reason, url } = c.options;
      const body = { issuerId, name, reason, ...(url === undefined ? {} : { url }) };
      const added = await take(c.server.client.POST('/api/v1/trusted-issuers', { body }));
      print(c.io, c.isJson, added, (i) => `${i.issuerId} is recognised as ${i.name}.`);
    },
  )
    .requiredOption('--name <name>', 'under which name')
    .requiredOption('--reason <text>', 'why it is trusted; everybody reads it')
    .option('--url <address>', 'its https address');
  leaf(
    trusted,
    io,
    { usage: 'remove <issuer>', summary: 'recognise an issuer no longer', isOfOperator: true },
    async (c, issuerId) => {
      await take(
        c.server.client.DELETE('/api/v1/trusted-issuers/{issuerId}', { params: { path: { issuerId } } }),
      );
      print(c.io, c.isJson, { issuerId }, () => `${issuerId} is unrecognised now.`);
    },
  );
}
