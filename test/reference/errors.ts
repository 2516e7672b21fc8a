import { errorsByRung } from '../../platform/src/app/index.ts';
import { errors as http } from '../../platform/src/http/index.ts';

/** The page of all error codes, made from the catalogues of the rungs. */
export function errorsPage(): string {
  const rungs = Object.entries({ ...errorsByRung, http: http.entries }).filter(
    ([, entries]) => Object.keys(entries).length > 0,
  );
  return `# Errors

Made from the code by \`tools/make-client.mjs\`; do not edit. A code never changes its meaning. Over HTTP it is the \`code\` of a problem document (RFC 9457), whose \`type\` is \`urn:rungs:problem:<code>\`; the command line prints it with \`--json\`.

${rungs
  .map(
    ([rung, entries]) => `## ${rung}

| Code | Status | What happened | What was not affected, and what to do |
|---|---|---|---|
${Object.entries(entries)
  .map(([code, e]) => `| \`${code}\` | ${String(e.status)} | ${e.title} | ${e.remedy} |`)
  .join('\n')}`,
  )
  .join('\n\n')}
`;
}
