import { describe, expect, it } from 'vitest';
import { copyJson } from '@rungs/credentials/json';
import { achievement } from '@rungs/credentials/openbadges';
import { testId, testNow } from '#testing';
import { achievementOf } from './achievement.ts';
import { makeBadgeImage } from './draw.ts';
import type { BadgeVersion } from './model.ts';

const badge: BadgeVersion = {
  orgId: testId('org'),
  badgeId: testId('bdg'),
  version: 3,
  status: 'published',
  publishedAt: testNow,
  name: 'Python for Data Analysis',
  objective: 'Cleans and summarises a table with Python.',
  description: 'Six weeks.',
  criteria: '- hands in a notebook',
  achievementType: 'MicroCredential',
  language: 'en',
  tags: ['python', 'data'],
  image: { ...makeBadgeImage('Python'), digest: 'a'.repeat(64), alt: 'Three rungs', isGenerated: true },
  alignments: [
    {
      framework: 'esco',
      frameworkVersion: '1.2.0',
      code: 'S1',
      name: 'Python',
      url: 'http://data.europa.eu/esco/skill/x',
      level: 6,
    },
  ],
  creditsAvailable: 2.5,
  humanCode: 'PY-1',
  fieldOfStudy: 'Data science',
  specialization: 'Analysis',
};

describe('a badge version as an Achievement', () => {
  it('has the shape that Open Badges 3.0 asks for', () => {
    expect(achievement(copyJson(achievementOf(badge, 'https://rungs.example')), '')).toBeUndefined();
  });

  it('carries every member of the badge, under the address of exactly this version', () => {
    const document = achievementOf(badge, 'https://rungs.example');
    expect(document).toMatchObject({
      id: `https://rungs.example/b/${badge.badgeId}/3`,
      version: '3',
      description: 'Cleans and summarises a table with Python.\n\nSix weeks.',
      criteria: { narrative: '- hands in a notebook' },
      image: { type: 'Image', caption: 'Three rungs' },
      inLanguage: 'en',
      tag: ['python', 'data'],
      alignment: [{ targetCode: 'S1', targetFramework: 'esco 1.2.0', targetDescription: 'Level 6 of 10' }],
      creditsAvailable: 2.5,
      humanCode: 'PY-1',
      fieldOfStudy: 'Data science',
      specialization: 'Analysis',
    });
  });

  it('has no empty members for what the badge does not say', () => {
    const { creditsAvailable, humanCode, fieldOfStudy, specialization, ...rest } = badge;
    const document = achievementOf(
      { ...rest, tags: [], alignments: [], description: '' },
      'https://r.example',
    );
    expect(Object.keys(document)).toEqual(
      'id type achievementType name description criteria image inLanguage version'.split(' '),
    );
    expect([creditsAvailable, humanCode, fieldOfStudy, specialization]).not.toContain(undefined);
  });
});
