import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** An award as a scene finds it. */
export interface SceneAward {
  readonly awardId: string;
  readonly credentialId: string;
  readonly personId: string;
  readonly badgeId: string;
  readonly title: string;
}

/** People who are signed in, and the ids of what the screens show. */
export interface Scene {
  readonly url: string;
  readonly emptyUrl: string | undefined;
  readonly sessions: Readonly<Record<string, BrowserContextOptions['storageState']>>;
  readonly academy: string;
  readonly employer: string;
  readonly composite: SceneAward;
  /** A part of the composite, and another one. */
  readonly part: SceneAward;
  readonly valid: SceneAward;
  readonly suspended: SceneAward;
  readonly revoked: SceneAward;
  /** Ids of submissions that wait for a decision. */
  readonly waiting: readonly string[];
  /** The signed text of `valid`, and the same from an unknown issuer whose status list cannot be reached. */
  readonly text: string;
  readonly unknowable: string;
  /** Of everybody in the demo. */
  readonly password: string;
}

/** One screen: its address, who looks at it, what is done first. */
export interface Screen {
  readonly name: string;
  readonly url: string;
  readonly as?: string;
  /** Finds things by their structure and not by their words, since it runs in every language. */
  readonly act?: (page: Page) => Promise<void>;
  /** Whether it is taken after credentials were revoked and suspended. */
  readonly isDamaged?: boolean;
  /** Whether it is a page of the server, outside of the web app and its languages. */
  readonly isServer?: boolean;
  /** Whether the tests look at it, too; the tool looks at every screen. */
  readonly isLean?: boolean;
}

/** Signs the people of a demo in, and finds what the screens show. */
export function openScene(browser: Browser, url: string, emptyUrl?: string): Promise<Scene>;
/** Revokes and suspends what the later screens show as revoked and suspended. */
export function damage(scene: Scene): Promise<void>;
/** Changes one letter inside a signed text. */
export function altered(text: string): string;
/** Every screen of the scene. */
export function screens(scene: Scene): Screen[];
