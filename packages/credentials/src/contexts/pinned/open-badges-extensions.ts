/** The exact bytes of https://purl.imsglobal.org/spec/ob/v3p0/extensions.json (see NOTICE for its source). */
// prettier-ignore
export const openBadgesExtensions =
  '{\n    "@context": {\n        "id": "@id",\n        "type": "@type",\n        "1EdTechJsonSchemaValidator2019": "https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019",\n        "1EdTechRevocationList": "https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList",\n        "1EdTechCredentialRefresh": "https://purl.imsglobal.org/spec/vccr/v1p0/context.json#1EdTechCredentialRefresh"\n    }\n}';
