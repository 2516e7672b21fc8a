/* global process */
// What the public suites have to be told: copied into the folder of a suite as localConfig.cjs.
// BASE_URL is where `npm run vc-api` listens, DIDS the file that it wrote with --dids, STATUS_SIZE the bits of
// an additional status entry.
const { readFileSync } = require('node:fs');

const { BASE_URL = 'https://localhost:40443', DIDS = 'dids.json', STATUS_SIZE } = process.env;
const dids = JSON.parse(readFileSync(DIDS, 'utf8'));
const supports = { vc: ['1.1', '2.0'] };
const statusOptions = STATUS_SIZE === undefined ? {} : { statusSize: Number(STATUS_SIZE) };

const issuer = (name, key, tags, more = {}) => ({
  id: dids[key],
  endpoint: `${BASE_URL}/issuers/${name}/credentials/issue`,
  options: {},
  supports,
  tags,
  ...more,
});
const verifier = (path, tags) => ({
  id: dids.ed,
  endpoint: `${BASE_URL}/${path}/verify`,
  options: { checks: ['proof'] },
  supportedEcdsaKeyTypes: ['P-256', 'P-384'],
  supports,
  tags,
});

module.exports = {
  settings: { enableInteropTests: false, testAllImplementations: false },
  implementations: [
    {
      name: 'Rungs',
      implementation: 'Rungs',
      issuers: [
        issuer('eddsa-rdfc-2022', 'ed', ['vc2.0', 'eddsa-rdfc-2022', 'vc-api']),
        issuer('eddsa-jcs-2022', 'ed', ['eddsa-jcs-2022']),
        issuer('ecdsa-rdfc-2019', 'p256', ['ecdsa-rdfc-2019'], { supportedEcdsaKeyTypes: ['P-256'] }),
        issuer('ecdsa-rdfc-2019-p384', 'p384', ['ecdsa-rdfc-2019'], { supportedEcdsaKeyTypes: ['P-384'] }),
        issuer('ecdsa-jcs-2019', 'p256', ['ecdsa-jcs-2019'], { supportedEcdsaKeyTypes: ['P-256'] }),
        issuer('jose', 'ed', ['EnvelopingProof']),
        issuer('eddsa-rdfc-2022-status', 'ed', ['BitstringStatusList'], { options: statusOptions }),
      ],
      verifiers: [
        verifier('credentials', [
          'vc2.0',
          'eddsa-rdfc-2022',
          'eddsa-jcs-2022',
          'ecdsa-rdfc-2019',
          'ecdsa-jcs-2019',
          'vc-api',
          'EnvelopingProof',
          'BitstringStatusList',
        ]),
      ],
      // Two entries: the tests of envelopes write their challenge into the options of theirs.
      vpVerifiers: [
        verifier('presentations', ['vc2.0', 'BitstringStatusList']),
        verifier('presentations', ['EnvelopingProof']),
      ],
    },
  ],
};
