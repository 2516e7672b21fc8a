/** The way from an empty organisation to its first credential. */
export const words = {
  title: 'Your first credential',
  titleIssued: 'Your first credential is issued',
  lead: '{{done}} of {{of}} steps are done. You can leave at any time; what is done stays done.',
  leadIssued: 'Signed with the key of your organisation, and entered in the public log.',
  isDone: 'Done:',
  without: 'Leave that for later',
  verify: 'Verify it as a stranger would',
  address: 'The address of its page',
  steps: {
    organisation: { done: '{{org}} is set up' },
    brand: {
      title: 'Give it a logo and a colour',
      done: 'It has its logo or colour',
      text: 'They stand on its pages and beside every credential. The contrast is checked for you.',
      action: 'Choose logo and colour',
    },
    badge: {
      title: 'Describe the first badge',
      done: '“{{badge}}” is published',
      text: 'One thing that somebody can do, and what they have to show for it. Three fields are enough to begin.',
      action: 'Begin a badge',
    },
    draft: {
      title: 'Publish “{{badge}}”',
      text: 'Its draft is kept. Once it is published, it can be awarded.',
      action: 'Go on with the draft',
    },
    award: {
      title: 'Award it for the first time',
      done: 'It is awarded',
      text: 'To yourself, to see what it is like, or to somebody who has earned it.',
      action: 'Award “{{badge}}”',
    },
    look: {
      title: 'Look at the credential and its verdict',
      text: 'Its page is what you send to others: whether it holds stands at the top, with every check below.',
      action: 'Open the credential',
    },
  },
  then: {
    title: 'And then',
    people: 'Invite colleagues',
    list: 'Award a list of people',
    badges: 'Give a badge a rubric, so that people hand in evidence and assessors decide',
  },
};
