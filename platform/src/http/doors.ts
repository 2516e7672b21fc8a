import type { Logger } from 'pino';
import type { ErrorEntry } from '#kernel';
import type { Identity, Role } from '#parties';
import type { AppContext } from '#store';

/** How many requests a minute are answered, each counted for one key, one person, or one network address. */
export interface Limits {
  readonly key: number;
  readonly person: number;
  readonly address: number;
  /** Sign-in and sign-up attempts of one network address. */
  readonly signIn: number;
}

/** A fictional person whom anybody may sign in as. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** What this person is there for, in words. */
  readonly part: string;
  /** The role that "view as" shows with them. */
  readonly role: Role | null;
}

/** Everything that the HTTP door needs of the running instance. */
export interface Doors {
  readonly ctx: AppContext;
  readonly identity: Identity;
  /** Every error code of the rungs below: problem documents take their remedies from it. */
  readonly errorCatalogue: Readonly<Record<string, ErrorEntry>>;
  /** How many deliveries of the outbox are pending and failing. */
  readonly deliveryState: () => Promise<{ readonly pending: number; readonly failing: number }>;
  readonly startedAt: Date;
  readonly version: string;
  readonly logger: Logger;
  /** Whether the instance shows demo data: fictional people, synthetic evidence. */
  readonly isDemo: boolean;
  /** Whom the sign-in page of a demo offers; every one of them is fictional. */
  readonly demoPeople?: readonly DemoPerson[] | undefined;
  /** Folder of the built web app; without it only the API and the public documents are served. */
  readonly publicDir?: string | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Whether X-Forwarded-For is believed; only behind a proxy that sets it. */
  readonly isBehindProxy?: boolean | undefined;
  /** Whether everybody who is signed in founds organisations, not the operators alone. */
  readonly hasOpenOrganisations?: boolean | undefined;
  /** Whether people open their own accounts; it is sign-in that decides, here it is only told. Default true. */
  readonly hasOpenSignUp?: boolean | undefined;
  /** Whether mails leave the server; else they are read in it. Default false. */
  readonly sendsMail?: boolean | undefined;
  /** What `/metrics` asks for; without it everybody reads them. */
  readonly metricsToken?: string | undefined;
}
