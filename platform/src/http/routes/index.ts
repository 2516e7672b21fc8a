import type { Route } from '../route.ts';
import { awardRoutes } from './awards/awards.ts';
import { batchRoutes } from './awards/batches.ts';
import { awardChangeRoutes } from './awards/changes.ts';
import { badgeDraftRoutes } from './badges/drafts.ts';
import { badgeReadRoutes } from './badges/read.ts';
import { frameworkRoutes } from './frameworks/frameworks.ts';
import { instanceRoutes } from './instance/instance.ts';
import { logRoutes } from './instance/log.ts';
import { setupRoutes } from './instance/setup.ts';
import { trustedIssuerRoutes } from './instance/trusted-issuers.ts';
import { verifyRoutes } from './instance/verify.ts';
import { inventoryRoutes } from './inventory/inventory.ts';
import { ownCredentialRoutes } from './me/credentials.ts';
import { meRoutes } from './me/me.ts';
import { ownProgressRoutes } from './me/progress.ts';
import { ownSubmissionRoutes } from './me/submissions.ts';
import { operatorRoutes } from './operators/operators.ts';
import { apiKeyRoutes } from './orgs/api-keys.ts';
import { employmentRoutes } from './orgs/employments.ts';
import { issuerKeyRoutes } from './orgs/issuer-keys.ts';
import { memberRoutes } from './orgs/members.ts';
import { orgRoutes } from './orgs/org.ts';
import { peopleRoutes } from './orgs/people.ts';
import { shareRoutes } from './orgs/shares.ts';
import { progressRoutes } from './stacks/progress.ts';
import { stackRoutes } from './stacks/stacks.ts';
import { decisionRoutes } from './submissions/decisions.ts';
import { submissionRoutes } from './submissions/submissions.ts';

/** The table of all routes of the API, in the order of the reference. */
export const routes: readonly Route[] = [
  ...meRoutes,
  ...ownCredentialRoutes,
  ...ownSubmissionRoutes,
  ...ownProgressRoutes,
  ...orgRoutes,
  ...memberRoutes,
  ...apiKeyRoutes,
  ...issuerKeyRoutes,
  ...peopleRoutes,
  ...employmentRoutes,
  ...frameworkRoutes,
  ...badgeReadRoutes,
  ...badgeDraftRoutes,
  ...submissionRoutes,
  ...decisionRoutes,
  ...awardRoutes,
  ...awardChangeRoutes,
  ...batchRoutes,
  ...stackRoutes,
  ...progressRoutes,
  ...inventoryRoutes,
  ...shareRoutes,
  ...verifyRoutes,
  ...trustedIssuerRoutes,
  ...instanceRoutes,
  ...setupRoutes,
  ...operatorRoutes,
  ...logRoutes,
];
