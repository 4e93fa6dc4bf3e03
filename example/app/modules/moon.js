// The moon's age from the mean synodic month: good to half a day, which is enough for springs and neaps.

const synodicMonth = 29.530588853;
const newMoon = Date.UTC(2000, 0, 6, 18, 14);

/** From 0 (new) over 0.5 (full) to just under 1. */
export function moonPhase(day) {
  const age = (day - newMoon) / 86_400_000 / synodicMonth;
  return Math.round((age - Math.floor(age)) * 1000) / 1000;
}
