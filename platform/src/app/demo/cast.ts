import type { Role } from '#parties';

/** Everybody signs in to a demo with this; a demo holds nothing that is worth guessing it for. */
export const demoPassword = 'a-demo-with-fictional-people';

/** The organisations of the demo; none of them exists. */
export const demoOrgs = {
  academy: {
    name: 'Northgate Data Academy (fictional)',
    description: 'A made-up issuer. Its badges ask for work that an assessor judges by a rubric.',
    url: 'https://academy.example.org',
  },
  university: {
    name: 'Course records from OULAD 2013 (demonstration)',
    description:
      'Real, anonymous assessment records of three modules of the Open University, 2013 (OULAD, CC BY 4.0). ' +
      'The modules are anonymous too. This is not the Open University, and it did not issue these badges.',
    url: 'https://records.example.org',
  },
  employer: {
    name: 'Harbour Logistics (fictional)',
    description: 'A made-up employer that looks at the skills of people who agreed to show them.',
    url: 'https://harbour.example.org',
  },
  funder: {
    name: 'Skills Fund North (fictional)',
    description: 'A made-up funder. Its programmes come with a later version.',
    url: 'https://fund.example.org',
  },
} as const;

/** One of the organisations of the demo. */
export type DemoOrg = keyof typeof demoOrgs;

/** Somebody of the demo's staff. Every name is invented. */
export interface DemoStaff {
  readonly name: string;
  readonly email: string;
  readonly org: DemoOrg;
  readonly roles: readonly Role[];
  /** What this person is there for, in words for the sign-in page. */
  readonly part: string;
}

/** One person for each role that is not a learner's; the learners are those of the synthetic evidence. */
export const demoStaff = {
  issuer: {
    name: 'Ada Fixture',
    email: 'ada@example.org',
    org: 'academy',
    roles: ['issuer'],
    part: 'Issuer administrator of Northgate Data Academy, operator of this instance',
  },
  assessor: {
    name: 'Bruno Stand-in',
    email: 'bruno@example.org',
    org: 'academy',
    roles: ['assessor'],
    part: 'Assessor of Northgate Data Academy',
  },
  registrar: {
    name: 'Chidi Specimen',
    email: 'chidi@example.org',
    org: 'academy',
    roles: ['registrar'],
    part: 'Registrar of Northgate Data Academy',
  },
  records: {
    name: 'Dana Template',
    email: 'dana@example.org',
    org: 'university',
    roles: ['issuer', 'assessor'],
    part: 'Keeper of the OULAD course records',
  },
  employer: {
    name: 'Emre Mock',
    email: 'emre@example.org',
    org: 'employer',
    roles: ['employer'],
    part: 'Recruiter of Harbour Logistics',
  },
  hr: {
    name: 'Fay Pretend',
    email: 'fay@example.org',
    org: 'employer',
    roles: ['hr'],
    part: 'Talent manager of Harbour Logistics',
  },
  funder: {
    name: 'Gus Makebelieve',
    email: 'gus@example.org',
    org: 'funder',
    roles: ['funder'],
    part: 'Programme manager of Skills Fund North',
  },
} as const satisfies Record<string, DemoStaff>;

/** What the sign-in page of a demo offers. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly part: string;
  /** The role that "view as" shows with them; one person for each of the seven. */
  readonly role: Role | null;
}

const shownFor: Readonly<Partial<Record<keyof typeof demoStaff, Role>>> = {
  issuer: 'issuer',
  assessor: 'assessor',
  registrar: 'registrar',
  employer: 'employer',
  hr: 'hr',
  funder: 'funder',
};

/** Whom the sign-in page of a demo offers: one learner, then one person for each other role. */
export const demoPeople: readonly DemoPerson[] = [
  {
    name: 'Maya Example',
    email: 'maya@example.org',
    part: 'Learner, works at Harbour Logistics',
    role: 'learner' as const,
  },
  ...Object.entries(demoStaff).map(([key, { name, email, part }]) => ({
    name,
    email,
    part,
    role: shownFor[key as keyof typeof demoStaff] ?? null,
  })),
].map((person) => ({ ...person, password: demoPassword }));
