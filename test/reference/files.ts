import { format } from 'prettier';
import { cliPage } from './cli.ts';
import { clientTypes } from './client-types.ts';
import { credentialsPage } from './credentials.ts';
import { errorsPage } from './errors.ts';
import { eventsPage } from './events.ts';
import { httpPage } from './http.ts';
import { sciencePage } from './science.ts';

/** A file that is made from the code. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Every file that is made from the code, with the text that it has to have. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const page = async (name: string, text: string, folder = 'reference'): Promise<GeneratedFile> => ({
    path: `docs/${folder}/${name}.md`,
    text: await format(text, { parser: 'markdown', printWidth: 110, singleQuote: true }),
  });
  return [
    { path: 'packages/client/src/schema.gen.ts', text: await clientTypes() },
    await page('http', httpPage()),
    await page('errors', errorsPage()),
    await page('events', eventsPage()),
    await page('cli', cliPage()),
    await page('reference', sciencePage(), 'science'),
    await page('credentials', credentialsPage()),
  ];
}
