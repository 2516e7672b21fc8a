import type { Route } from '../route.ts';
import { signInRoutes } from './auth/sign-in.ts';
import { awardRoutes } from './awards/awards.ts';
import { awardStatisticsRoutes } from './awards/statistics.ts';
import { batchRoutes } from './awards/batches.ts';
import { awardActionRoutes } from './awards/actions.ts';
import { awardChangeRoutes } from './awards/changes.ts';
import { badgeDraftRoutes } from './badges/drafts.ts';
import { badgeReadRoutes } from './badges/read.ts';
import { frameworkRoutes } from './frameworks/frameworks.ts';
import { demoRoutes } from './instance/demo.ts';
import { instanceRoutes } from './instance/instance.ts';
import { logRoutes } from './instance/log.ts';
import { setupRoutes } from './instance/setup.ts';
import { trustedIssuerRoutes } from './instance/trusted-issuers.ts';
import { verifyRoutes } from './instance/verify.ts';
import { inventoryRoutes } from './inventory/inventory.ts';
import { accountRoutes } from './me/account.ts';
import { ownCredentialRoutes } from './me/credentials.ts';
import { mailboxRoutes } from './me/mailbox.ts';
import { meRoutes } from './me/me.ts';
import { claimRoutes } from './me/claims.ts';
import { ownProgressRoutes } from './me/progress.ts';
import { ownReachRoutes } from './me/reach.ts';
import { ownSubmissionRoutes } from './me/submissions.ts';
import { twoFactorRoutes } from './me/two-factor.ts';
import { operatorRoutes } from './operators/operators.ts';
import { apiKeyRoutes } from './orgs/api-keys.ts';
import { auditRoutes } from './orgs/audit.ts';
import { employmentRoutes } from './orgs/employments.ts';
import { firstStepRoutes } from './orgs/first-steps.ts';
import { issuerKeyRoutes } from './orgs/issuer-keys.ts';
import { memberRoutes } from './orgs/members.ts';
import { oauthClientRoutes } from './orgs/oauth-clients.ts';
import { orgRoutes } from './orgs/org.ts';
import { peopleRoutes } from './orgs/people.ts';
import { shareRoutes } from './orgs/shares.ts';
import { verificationRoutes } from './orgs/verifications.ts';
import { invitationRoutes } from './staff/invitations.ts';
import { reviewRoutes } from './staff/reviews.ts';
import { staffRightRoutes } from './staff/staff-rights.ts';
import { searchRoutes } from './search/search.ts';
import { progressRoutes } from './stacks/progress.ts';
import { stackRoutes } from './stacks/stacks.ts';
import { decisionRoutes } from './submissions/decisions.ts';
import { queueRoutes } from './submissions/queue.ts';
import { submissionRoutes } from './submissions/submissions.ts';

/** The table of all routes of the API, in the order of the reference. */
export const routes: readonly Route[] = [
  ...signInRoutes,
  ...meRoutes,
  ...accountRoutes,
  ...twoFactorRoutes,
  ...mailboxRoutes,
  ...ownCredentialRoutes,
  ...ownSubmissionRoutes,
  ...ownReachRoutes,
  ...ownProgressRoutes,
  ...claimRoutes,
  ...orgRoutes,
  ...firstStepRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...staffRightRoutes,
  ...reviewRoutes,
  ...apiKeyRoutes,
  ...oauthClientRoutes,
  ...issuerKeyRoutes,
  ...peopleRoutes,
  ...auditRoutes,
  ...employmentRoutes,
  ...frameworkRoutes,
  ...badgeReadRoutes,
  ...badgeDraftRoutes,
  ...submissionRoutes,
  ...queueRoutes,
  ...decisionRoutes,
  ...awardRoutes,
  ...awardChangeRoutes,
  ...awardActionRoutes,
  ...awardStatisticsRoutes,
  ...batchRoutes,
  ...stackRoutes,
  ...progressRoutes,
  ...inventoryRoutes,
  ...shareRoutes,
  ...searchRoutes,
  ...verifyRoutes,
  ...verificationRoutes,
  ...trustedIssuerRoutes,
  ...instanceRoutes,
  ...setupRoutes,
  ...demoRoutes,
  ...operatorRoutes,
  ...logRoutes,
];
