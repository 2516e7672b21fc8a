/** The way from an empty organisation to its first credential. */
export const words = {
  title: 'Your first credential',
  titleIssued: 'Your first credential is issued',
  lead: '{{done}} of {{of}} steps done. You can leave at any time; what is done stays done.',
  leadIssued: 'Signed with the key of your organisation, and entered in the public log.',
  isDone: 'Done:',
  without: 'Leave that for later',
  verify: 'Verify it as a stranger would',
  address: 'The address of its page',
  stepTitle: {
    brand: 'Give it a logo and a colour',
    badge: 'Describe the first badge',
    draft: 'Publish “{{badge}}”',
    award: 'Award it for the first time',
    look: 'Look at the credential and its verdict',
  },
  stepDone: {
    organisation: '{{org}} is set up',
    brand: 'It has its logo or colour',
    badge: '“{{badge}}” is published',
    award: 'It is awarded',
  },
  stepText: {
    brand: 'They stand on its pages and beside every credential. The contrast is checked for you.',
    badge:
      'One thing that somebody can do, and what they have to show for it. Three fields are enough to begin.',
    draft: 'Its draft is kept. Once it is published, it can be awarded.',
    award: 'To yourself, to see what it is like, or to somebody who has earned it.',
    look: 'Its page is what you send to others: whether it holds stands at the top, with every check below.',
  },
  stepAction: {
    brand: 'Choose logo and colour',
    badge: 'Begin a badge',
    draft: 'Go on with the draft',
    award: 'Award “{{badge}}”',
    look: 'Open the credential',
  },
  then: {
    title: 'And then',
    people: 'Invite colleagues',
    list: 'Award a list of people',
    badges: 'Give a badge a rubric, so that people hand in evidence and assessors decide',
  },
};
