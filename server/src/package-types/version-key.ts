/**
 * Keys of versions: texts of bytes (one character each) whose plain order is the order of the versions, made once for each
 * version so that comparing needs no parser. No key is the beginning of another one, so a text that only goes on behind a key
 * lies between that version and the next.
 */

import { isDigits, withoutLeadingZeros } from './version-text.ts';

/** Ends a list or a text; every byte that could stand there instead is higher. */
const END = '\x00';
const [LABELS_END, NUMBER_LABEL, WORD_LABEL, NO_LABELS] = ['\x01', '\x02', '\x03', '\x04'];

/** Lengths from here on take a second byte. */
const LONG = 0x80;
const ZERO = 0x30;

/** A run of at most 256 decimal digits, without a sign: longer numbers are higher. Never begins with the byte 0. */
export function numberKey(digits: string): string {
  const isShortest = digits.length === 1 || digits.charCodeAt(0) !== ZERO;
  const number = isShortest ? digits : withoutLeadingZeros(digits);
  return lengthKey(number.length) + number;
}

/** Any text without the byte 0, by code units. */
export function textKey(text: string): string {
  return text + END;
}

/** A list of numbers where what is missing is older than any number. */
export function numbersKey(numbers: readonly (number | string)[]): string {
  return numbers.map((number) => numberKey(String(number))).join('') + END;
}

/** Pre-release labels, none being the newest, in the order of `compareLabels`. */
export function labelsKey(labels: readonly string[]): string {
  if (labels.length === 0) return NO_LABELS;
  return labels.map(labelKey).join('') + LABELS_END;
}

/** One label in the order of `compareLabels`: a number is older than a word, and leading zeros make a number newer. */
function labelKey(label: string): string {
  if (!isDigits(label)) return WORD_LABEL + textKey(label);
  return NUMBER_LABEL + numberKey(label) + lengthKey(label.length);
}

function lengthKey(length: number): string {
  return length < LONG ? String.fromCharCode(length) : String.fromCharCode(LONG, length - LONG);
}
