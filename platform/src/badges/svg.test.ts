import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBadgeImage } from './draw.ts';
import { cleanSvg } from './svg.ts';

const svg = (inner: string, attributes = 'viewBox="0 0 10 10"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inner}</svg>`;

function clean(text: string): string {
  const result = cleanSvg(new TextEncoder().encode(text));
  return 'fault' in result ? `refused: ${result.fault}` : new TextDecoder().decode(result.bytes);
}

describe('an uploaded SVG', () => {
  it('keeps its shapes, gradients and text', () => {
    const inner =
      '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>' +
      '<path d="M0 0L10 10Z" fill="url(#g)" style="stroke:#000;stroke-width:2"/><text x="1" y="2">A &amp; B &lt;c&gt;</text>';
    expect(clean(svg(inner))).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inner}</svg>`,
    );
  });

  it('is written anew, so that cleaning it twice changes nothing', () => {
    const once = clean(
      `<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn -->${svg("<g id='a'><circle cx='1' cy='1' r='1'></circle></g>")}\n`,
    );
    expect(clean(once)).toBe(once);
  });

  it('loses comments, classes, and what drawing programs keep in name spaces of their own', () => {
    const inner =
      '<metadata><rdf:RDF xmlns:rdf="urn:x"><rdf:a>hello</rdf:a></rdf:RDF></metadata><!-- note -->' +
      '<sodipodi:namedview id="v"/><x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>' +
      '<rect class="c" data-x="1" inkscape:label="l" width="1" height="1"/>';
    expect(clean(svg(inner))).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="1" height="1"/></svg>',
    );
  });

  const attacks: readonly [string, string, string][] = [
    ['a script', svg('<script>alert(1)</script>'), 'the element script'],
    ['a script in capitals', svg('<SCRIPT>alert(1)</SCRIPT>'), 'the element SCRIPT'],
    ['a foreign object', svg('<foreignObject><p/></foreignObject>'), 'the element foreignObject'],
    ['a style sheet', svg('<style>@import "https://e.example/x"</style>'), 'the element style'],
    ['an animation', svg('<animate attributeName="href"/>'), 'the element animate'],
    ['a picture from outside', svg('<image href="https://e.example/x.png"/>'), 'the element image'],
    ['a link', svg('<a href="javascript:alert(1)"/>'), 'the element a'],
    ['shapes that multiply', svg('<use href="#a"/>'), 'the element use'],
    ['an event handler', svg('<rect onload="alert(1)"/>'), 'the attribute onload'],
    ['an event handler on the root', svg('', 'viewBox="0 0 1 1" onload="alert(1)"'), 'the attribute onload'],
    ['an outside gradient', svg('<linearGradient href="https://e.example#g"/>'), 'outside itself'],
    ['an outside gradient by xlink', svg('<linearGradient xlink:href="//e.example#g"/>'), 'outside itself'],
    ['an outside paint', svg('<rect fill="url(https://e.example/#g)"/>'), 'outside the picture'],
    ['an outside paint in a style', svg('<rect style="fill:url(//e.example)"/>'), 'outside the picture'],
    ['an escaped paint', svg('<rect style="fill:u\\72l(//e.example)"/>'), 'outside the picture'],
    ['a paint behind a reference', svg('<rect fill="&#117;rl(//e.example)"/>'), 'outside the picture'],
    ['an unknown style', svg('<rect style="background:url(//e.example)"/>'), 'outside the picture'],
    ['a document type', `<!DOCTYPE svg>${svg('')}`, 'document type'],
    ['an entity bomb', `<!DOCTYPE svg [<!ENTITY a "aaaa">]>${svg('<text>&a;</text>')}`, 'document type'],
    ['an unknown entity', svg('<text>&nbsp;</text>'), 'the entity nbsp'],
    ['an entity called like a member of every object', svg('<text>&constructor;</text>'), 'the entity'],
    ['a style sheet instruction', `<?xml-stylesheet href="x"?>${svg('')}`, 'processing instruction'],
    ['a CDATA section', svg('<text><![CDATA[x]]></text>'), 'CDATA'],
    ['another language after its end', `${svg('')}<script>alert(1)</script>`, 'something follows'],
    ['an open element', '<svg viewBox="0 0 1 1"><g></svg>', 'g is not closed'],
    ['an attribute twice', svg('<rect x="1" x="2"/>'), 'x twice'],
    ['no viewBox', svg('', ''), 'no viewBox'],
    ['a page instead', '<html/>', 'root element'],
    ['another name space', '<svg xmlns="http://www.w3.org/1999/xhtml" viewBox="0 0 1 1"/>', 'name space'],
    ['bottomless groups', svg('<g>'.repeat(200) + '</g>'.repeat(200)), 'deeper'],
    ['too many shapes', svg('<g/>'.repeat(5000)), 'more than 2000'],
    ['a NUL', svg('<text>&#0;</text>'), 'XML forbids'],
    ['nothing', '', 'an element is missing'],
  ];
  it.each(attacks)('is refused for %s', (_what, text, reason) => {
    expect(clean(text)).toContain('refused: ');
    expect(clean(text)).toContain(reason);
  });

  it('is refused when it is not UTF-8', () => {
    expect(cleanSvg(Uint8Array.of(0x3c, 0xff))).toHaveProperty('fault');
  });

  it('never lets through a handler, a script or an address, whatever is put together', () => {
    const piece = fc.constantFrom(
      '<g>',
      '</g>',
      '<rect ',
      '/>',
      '>',
      'onload="x"',
      'href="https://e.example"',
      'fill="url(#a)"',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '&lt;script&gt;',
      '<text>',
      '</text>',
      'style="fill:red;b:url(x)"',
      "'",
      '"',
      '&#60;script&#62;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const out = clean(svg(pieces.join('')));
        if (!out.startsWith('refused'))
          expect(out).not.toMatch(/<script|\son\w+="[^"]*"[^<]*>|="[^"]*e\.example|<!--/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a drawn badge picture', () => {
  const text = (name: string, colour?: string): string =>
    new TextDecoder().decode(makeBadgeImage(name, colour).bytes);

  it('is the same for the same name and another for another', () => {
    expect(text('Welding')).toBe(text('Welding'));
    expect(text('Welding')).not.toBe(text('Baking'));
  });

  it('takes its hue from the colour that is given', () => {
    expect(text('Welding', '#0000ff')).not.toBe(text('Welding', '#ff0000'));
    expect(text('Welding', '#808080')).toBe(text('Welding'));
  });

  it('passes the same checks as an upload, and its names are no part of it', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const { bytes, mediaType } = makeBadgeImage(name);
        expect(mediaType).toBe('image/svg+xml');
        expect(cleanSvg(bytes)).not.toHaveProperty('fault');
        expect(bytes.length).toBeLessThan(4096);
      }),
    );
  });
});
