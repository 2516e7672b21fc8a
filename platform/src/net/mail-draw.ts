/** What a mail says, before it is laid out. Every text is plain; nothing in it is read as markup. */
export interface MailDrawing {
  readonly subject: string;
  readonly language: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** The one thing that the reader is asked to do. */
  readonly action?: { readonly label: string; readonly url: string } | undefined;
  /** Why they got this mail, and what to do when it was not meant for them. */
  readonly footer: string;
}

/** A mail with its plain-text part, which says the same. */
export interface DrawnMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Lays a mail out as plain text and as HTML that loads nothing from anywhere. */
export function drawMail(drawing: MailDrawing): DrawnMail {
  const { greeting, paragraphs, action, footer } = drawing;
  const subject = oneLine(drawing.subject);
  const text = [
    greeting,
    ...paragraphs,
    ...(action === undefined ? [] : [`${action.label}:\n${action.url}`]),
    `-- \n${footer}`,
  ].join('\n\n');
  const html = `<!doctype html>
<html lang="${escapeHtml(drawing.language)}" dir="auto"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1d1f;background:#ffffff">
<p>${escapeHtml(greeting)}</p>
${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
${action === undefined ? '' : actionOf(action)}
<p style="margin-top:32px;font-size:14px;color:#565a60">${escapeHtml(footer)}</p>
</body></html>
`;
  return { subject, text: `${text}\n`, html };
}

function actionOf({ label, url }: { readonly label: string; readonly url: string }): string {
  const href = escapeHtml(url);
  return `<p><a href="${href}" style="display:inline-block;padding:10px 18px;border-radius:8px;color:#ffffff;background:#1f4e79;text-decoration:none">${escapeHtml(label)}</a></p>
<p style="font-size:14px;color:#565a60;word-break:break-all">${href}</p>`;
}

/** Names come from people: a line break in one must not begin a header of its own. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
