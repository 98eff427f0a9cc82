// What the page says itself comes with it in the language it was asked in; what the API says comes from the API.

"use strict";
const language = document.documentElement.lang;
const words = new Map(document.getElementById("words").content.textContent.trim().split("\n").map((line) => line.split("|")));
const word = (key) => words.get(key) ?? key;

/** Most counts are small, and a browser takes its time to make its first formatter. */
const number = (value) => (value < 1000 ? String(value) : value.toLocaleString(language));

/** `Date : `, before what it is. */
const labelled = (text) => text + (language === "fr" ? " : " : ": ");

/** `81 événements`: a count with its noun; Japanese has counters. */
const count = (value, kind) => {
  const [one, many] = word("#" + kind).split(",");
  if (language === "ja") return number(value) + one;
  return `${number(value)} ${value === 1 || (language === "fr" && value === 0) ? one : many}`;
};

const paragraphLabel = (ordinal) => word("nth").replace("%", ordinal);
