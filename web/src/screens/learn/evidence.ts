/** How many bytes of files one submission may bring: in base64 they fit the server's limit for a request. */
export const maxFilesBytes = 5_000_000;

/** The lines of a text that are not empty. */
export function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Those of the lines that are no address that evidence may point to: whole, and encrypted on its way. */
export function unfitLinks(text: string): string[] {
  return linesOf(text).filter((line) => !/^https:\/\/[^\s\p{Cc}\p{Cs}]+$/u.test(line) || line.length > 2048);
}

/** A file as base64, as it travels in a request. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 32_768)
    binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(binary);
}
