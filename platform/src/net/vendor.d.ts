/** The little of nodemailer that is used here; the package brings no types. */
declare module 'nodemailer' {
  export interface Transport {
    sendMail(mail: Readonly<Record<string, unknown>>): Promise<unknown>;
    close(): void;
  }
  export function createTransport(
    options: Readonly<Record<string, unknown>>,
    defaults?: Readonly<Record<string, unknown>>,
  ): Transport;
}
