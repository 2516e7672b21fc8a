export {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Inclusion,
  type TreeHash,
} from './merkle.ts';
export {
  appendLeaves,
  nodesFor,
  storedConsistencyProof,
  storedInclusionProof,
  storedRoot,
  type GetNode,
  type NodePlace,
  type StoredNode,
} from './stored.ts';
export { formatCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
export {
  noteKeyId,
  noteVerifierKey,
  parseNoteVerifierKey,
  signNote,
  verifyNote,
  type NoteSigner,
  type NoteVerifier,
  type OpenedNote,
} from './note.ts';
