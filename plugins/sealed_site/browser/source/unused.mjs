// Sealed sites have X25519 keys only, and browsers that can open one have X25519 themselves: the unlock page asks first.
// age's post-quantum and hardware recipients and its own curve, which would double the bundle, resolve to this file, so that
// meeting one is an error and never a silent pass.
function unsupported() {
  throw new Error("this kind of age recipient is not supported here");
}
const kem = { getPublicKey: unsupported, encapsulate: unsupported, decapsulate: unsupported };
const basePoint = Uint8Array.of(9, ...new Uint8Array(31));
export const MLKEM768X25519 = kem;
export const MLKEM768P256 = kem;
export const p256 = { Point: { fromBytes: unsupported } };
export const x25519 = { GuBytes: basePoint, scalarMult: unsupported, scalarMultBase: unsupported };
