// How search reads text: the index and what one types are folded and split in the same way, in any script.
(function () {
  "use strict";
  // Letters that have no accent to take off, as people type them on a keyboard without them.
  const PLAIN = { ł: "l", đ: "d", ð: "d", ø: "o", ħ: "h", ŧ: "t", ı: "i", ĸ: "k", ŋ: "n", ß: "ss", æ: "ae", œ: "oe", þ: "th", ς: "σ" };
  const WITHOUT_ACCENT = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");
  // Accents of Latin, Greek and Cyrillic, and the points that Hebrew and Arabic are usually written without.
  const ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
  const NO_SPACES = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー";
  const RUNS = new RegExp(`[${NO_SPACES}](?:[${NO_SPACES}]|\\p{M})*|[^${NO_SPACES}]+`, "gu");
  const WITHOUT_SPACES = new RegExp(`^[${NO_SPACES}]`, "u");

  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(ACCENTS, "").normalize("NFC")
      .replace(WITHOUT_ACCENT, function (letter) { return PLAIN[letter]; });
  }
  // The folded text, and for each of its places, and its end, the place in the text that it comes from.
  function foldWithPlaces(text) {
    const places = [];
    let folded = "", at = 0;
    for (const letter of text) {
      const plain = fold(letter);
      for (let count = 0; count < plain.length; count += 1) places.push(at);
      folded += plain;
      at += letter.length;
    }
    places.push(at);
    return { folded, places };
  }
  function words(text) {
    return fold(text).match(WORD) || [];
  }
  // Scripts that put no spaces between words are split into each two letters that stand together.
  function pairs(run) {
    const letters = Array.from(run);
    return letters.map(function (letter, at) { return letter + (letters[at + 1] || ""); });
  }
  function terms(text) {
    return words(text).flatMap(function (word) {
      return word.match(RUNS).flatMap(function (run) { return WITHOUT_SPACES.test(run) ? pairs(run) : [run]; });
    });
  }
  // What one types: the last letter of a run has no neighbour to be found with, so it is not asked for.
  function queryTerms(word) {
    return word.match(RUNS).flatMap(function (run) {
      if (!WITHOUT_SPACES.test(run)) return [run];
      const found = pairs(run);
      return found.length > 1 ? found.slice(0, -1) : found;
    });
  }

  window.searchText = { fold, foldWithPlaces, words, terms, queryTerms };
})();
