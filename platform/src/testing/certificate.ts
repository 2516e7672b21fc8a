/**
 * A self-signed certificate for `public.example`, `other.example` and 93.184.216.34, trusted by nobody but
 * tests of the way out. Made with: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes
 * -days 36500 -subj "/CN=rungs test only" -addext subjectAltName=…
 */
export const testCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBvTCCAWOgAwIBAgIUWqmvJ8ysPo8d7BZWbcexyIN3N8owCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPcnVuZ3MgdGVzdCBvbmx5MCAXDTI2MTEyNDIyMjgyNFoYDzIx
MjYxMDMxMjIyODI0WjAaMRgwFgYDVQQDDA9ydW5ncyB0ZXN0IG9ubHkwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAATTxy24JG3tbG1xlSKyemKPjqgJCiHkJOCuMqQE
qxn9w1uRlwxK+rA7jqE7n+yVwAUKQI1weJvepZYqnjcFvhgro4GEMIGBMB0GA1Ud
DgQWBBTnjaIuV7AdF6ddvn1MOQTtCwQUMjAfBgNVHSMEGDAWgBTnjaIuV7AdF6dd
vn1MOQTtCwQUMjAPBgNVHRMBAf8EBTADAQH/MC4GA1UdEQQnMCWCDnB1YmxpYy5l
eGFtcGxlgg1vdGhlci5leGFtcGxlhwRduNgiMAoGCCqGSM49BAMCA0gAMEUCIGHg
OB4qibXEQfBUW6bQSjo3oywFn2pybswOAqg4c4a0AiEAjOMpAx8KbCMIQhfIESi8
W1/+U1atSrKc4S3PVzFrHTE=
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGqWgUfjs9O8TlX5I
eZPFuI6iwfHy3Sr6owYAzvAPdG2hRANCAATTxy24JG3tbG1xlSKyemKPjqgJCiHk
JOCuMqQEqxn9w1uRlwxK+rA7jqE7n+yVwAUKQI1weJvepZYqnjcFvhgr
-----END PRIVATE KEY-----`,
};
