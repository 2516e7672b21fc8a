import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentContrast, contrastRatio, leastContrast, luminance, readable, themeOf } from './colours.ts';
import { languages, mailOf, type MailFacts, type MailKind } from './mail-words.ts';
import { permissions, permissionsAt, rightsOfPermissions, type HeldRight } from './permissions.ts';
import { waitMs } from './throttle-rules.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

describe('colours', () => {
  it('have the contrast that WCAG 2.2 defines', () => {
    expect(luminance('#000000')).toBe(0);
    expect(luminance('#ffffff')).toBeCloseTo(1, 12);
    expect(contrastRatio('#ffffff', '#000000')).toBeCloseTo(21, 10);
    // 4.48 and 4.54: the two greys between which text on white begins to pass.
    expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it('of a theme can be read in both palettes, whatever accent it was made of', () => {
    fc.assert(
      fc.property(colour, (accent) => {
        const theme = themeOf(accent);
        for (const palette of ['light', 'dark'] as const) {
          expect(accentContrast(theme[palette].accent, palette)).toBeGreaterThanOrEqual(leastContrast);
          const { accent: ground, onAccent } = theme[palette];
          expect(contrastRatio(ground, onAccent)).toBeGreaterThanOrEqual(leastContrast);
        }
      }),
    );
  });

  it('that can be read are left as they are', () => {
    fc.assert(
      fc.property(colour, (accent) => {
        const mended = readable(accent, 'light');
        expect(readable(mended, 'light')).toBe(mended);
        if (accentContrast(accent, 'light') >= leastContrast) expect(mended).toBe(accent);
      }),
    );
  });
});

describe('the brakes of sign-in', () => {
  it('never let go with more failures, and never block for ever', () => {
    fc.assert(
      fc.property(fc.constantFrom('pair', 'account', 'address'), fc.nat(10_000), (kind, failures) => {
        expect(waitMs(kind, failures + 1)).toBeGreaterThanOrEqual(waitMs(kind, failures));
        expect(waitMs(kind, failures)).toBeLessThanOrEqual(15 * 60_000);
      }),
    );
    expect(waitMs('pair', 5)).toBe(0);
    expect(waitMs('pair', 6)).toBe(1_000);
    expect(waitMs('account', 1_000_000)).toBe(60_000);
  });
});

describe('staff rights', () => {
  const held = (
    level: HeldRight['level'],
    subjectId: string,
    given: HeldRight['permissions'],
  ): HeldRight => ({
    rightId: 'rgt_0' as HeldRight['rightId'],
    level,
    subjectId,
    permissions: given,
  });

  it('reach downwards only: organisation, department, badge', () => {
    const subject = { badgeId: 'b', departmentIds: ['d', 'e'] };
    const at = (right: HeldRight): string[] => [...permissionsAt([right], subject)];
    expect(at(held('organisation', 'o', ['read']))).toEqual(['read']);
    expect(at(held('department', 'e', ['read']))).toEqual(['read']);
    expect(at(held('department', 'x', ['read']))).toEqual([]);
    expect(at(held('badge', 'b', ['read']))).toEqual(['read']);
    expect(at(held('badge', 'd', ['read']))).toEqual([]);
  });

  it('below the organisation amount to no right in it', () => {
    fc.assert(
      fc.property(fc.subarray([...permissions], { minLength: 1 }), (given) => {
        const narrow = [held('department', 'd', given), held('badge', 'b', given)];
        expect(rightsOfPermissions(narrow)).toEqual([]);
      }),
    );
  });
});

describe('a mail', () => {
  const url = 'https://rungs.example/x#token';
  const facts: MailFacts = {
    sign_in: { url, minutes: 15 },
    sign_up: { url, hours: 24 },
    sign_up_known: { url, minutes: 15 },
    password: { url, minutes: 30 },
    email: { url, hours: 24 },
    invitation: { url, org: 'Org', days: 14 },
    password_changed: {},
    email_changed: {},
    two_factor_on: {},
    two_factor_off: {},
  };

  it('of every kind is written in every language, with its link where it has one', () => {
    for (const kind of Object.keys(facts) as MailKind[]) {
      const subjects = languages.map((language) => {
        const drawing = mailOf(kind, {
          language,
          name: 'N',
          publicUrl: 'https://rungs.example',
          facts: facts[kind],
        });
        expect(drawing.action?.url).toBe('url' in facts[kind] ? url : undefined);
        return drawing.subject;
      });
      expect(new Set(subjects).size).toBe(languages.length);
    }
  });
});
