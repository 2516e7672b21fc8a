/** The part of `qrcode` that is used; the package brings no types. */
declare module 'qrcode' {
  /** Draws a text as a QR code. */
  export function toString(text: string, options: { type: 'svg'; margin: number }): Promise<string>;
}
