/** Changes one letter inside a signed text. */
export function altered(text) {
  return text.replace(/"name":"([^"])/, (_all, letter) => `"name":"${letter === 'X' ? 'Y' : 'X'}`);
}
