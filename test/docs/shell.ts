/** One program that a line of a shell block runs. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** Takes a block of plain shell apart: programs and their arguments, without variables set in front and comments. */
export function commandsOf(text: string): Command[] {
  const lines = text.replace(/\\\n\s*/g, ' ').split('\n');
  return lines.flatMap((line) => split(tokensOf(line)));
}

/** An operator stands between two programs; everything else is a word. */
type Token = { readonly word: string } | { readonly operator: string };

function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(#.*)|(&&|\|\||[|;>])|((?:'[^']*'|"[^"]*"|\\.|[^\s'"|;>&#\\]|(?<=\S)#)+))/gy;
  let read = 0;
  for (const match of line.matchAll(pattern)) {
    read = match.index + match[0].length;
    if (match[2] !== undefined) tokens.push({ operator: match[2] });
    else if (match[3] !== undefined) tokens.push({ word: unquoted(match[3]) });
  }
  if (line.slice(read).trim() !== '') throw new Error(`a line of shell that cannot be read: ${line}`);
  return tokens;
}

function unquoted(word: string): string {
  return word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_all, single, double, escaped) =>
    String(single ?? double ?? escaped),
  );
}

function split(tokens: readonly Token[]): Command[] {
  const commands: Command[] = [];
  let words: string[] = [];
  let isTarget = false;
  const finish = (): void => {
    while (/^[A-Z_]+=/.test(words[0] ?? '')) words.shift();
    const [program, ...args] = words;
    if (program !== undefined) commands.push({ program, args });
    words = [];
  };
  for (const token of tokens) {
    if ('operator' in token) {
      if (token.operator === '>') isTarget = true;
      else finish();
    } else if (isTarget) isTarget = false;
    else words.push(token.word);
  }
  finish();
  return commands;
}
