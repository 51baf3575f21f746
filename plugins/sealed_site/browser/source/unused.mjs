// Sealed sites have X25519 keys only. age's post-quantum and hardware recipients, which would double the bundle,
// resolve to this file, so that meeting one is an error and never a silent pass.
function unsupported() {
  throw new Error("this kind of age recipient is not supported here");
}
const kem = { getPublicKey: unsupported, encapsulate: unsupported, decapsulate: unsupported };
export const MLKEM768X25519 = kem;
export const MLKEM768P256 = kem;
export const p256 = { Point: { fromBytes: unsupported } };
