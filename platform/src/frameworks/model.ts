import { z } from 'zod';
import type { Id } from '#kernel';

/** One version of a framework, as this instance imported it. */
export type FrameworkId = Id<'frm'>;

/** What a framework says about itself; licence and attribution are shown wherever its texts are. */
export const frameworkMeta = z.strictObject({
  /** Short name that alignments use: `esco`, `onet`. */
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  /** As its publisher writes it; an extract says so (`1.2.0-extract`), since it has other content. */
  version: z.string().min(1).max(60),
  title: z.string().min(1).max(300),
  publisher: z.string().min(1).max(300),
  licence: z.string().min(1).max(1_000),
  attribution: z.string().min(1).max(2_000),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
});

/** What a framework says about itself. */
export type FrameworkMeta = z.infer<typeof frameworkMeta>;

/** The file formats that can be imported, each read by a file of `import/`. */
export const frameworkFormat = z.enum(['esco-csv', 'onet-text']);

/** A file format that can be imported. */
export type FrameworkFormat = z.infer<typeof frameworkFormat>;

/** An imported version of a framework. */
export interface Framework extends FrameworkMeta {
  readonly frameworkId: FrameworkId;
  /** How many competencies it has. */
  readonly size: number;
  readonly importedAt: Date;
}

/** One competency of one framework version. */
export interface Competency {
  readonly frameworkId: FrameworkId;
  /** The code of the framework, for example `esco`. */
  readonly framework: string;
  readonly version: string;
  /** Unique within the framework version. */
  readonly code: string;
  readonly name: string;
  /** Empty where the publisher gives none. */
  readonly description: string;
  /** The publisher's own sort of entry: `skill`, `knowledge`, `group`, `technology`, … */
  readonly kind: string;
  /** Codes of the broader entries, in the publisher's order; frameworks such as ESCO give several. */
  readonly parentCodes: readonly string[];
  readonly url: string;
}

/** Names a competency. Without a version the framework version that was imported last is meant. */
export interface CompetencyRef {
  readonly framework: string;
  readonly code: string;
  readonly version?: string | undefined;
}

/** Where in a file something stands; lines count from 1, and the header is line 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A competency as a reader of `import/` found it, with the places that an error would name. */
export interface ParsedCompetency {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly otherNames: readonly string[];
  readonly kind: string;
  readonly url: string;
  readonly parents: readonly { readonly code: string; readonly place: Place }[];
  readonly place: Place;
}
