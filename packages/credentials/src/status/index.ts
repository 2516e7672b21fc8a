export {
  createStatusList,
  decodeStatusList,
  encodeStatusList,
  getStatus,
  MIN_STATUS_ENTRIES,
  setStatus,
  type DecodeProblem,
  type StatusList,
} from './bitstring.ts';
export {
  statusEntry,
  statusListCredential,
  type StatusEntry,
  type StatusEntryContent,
  type StatusListContent,
  type StatusPurpose,
} from './credential.ts';
