// High and low water of one day, out of a table of hourly heights in centimetres.

/** The turning points of the tide between the hour before `day` and its end. */
export function nextTides(table, day) {
  const first = Math.round((day - Date.UTC(day.getUTCFullYear(), 0, 1)) / 3_600_000);
  const tides = [];
  for (let hour = Math.max(first, 1); hour < first + 24 && hour + 1 < table.length; hour += 1) {
    const [before, here, after] = table.slice(hour - 1, hour + 2);
    if (here >= before && here > after) tides.push({ kind: 'high', ...turn(before, here, after, hour - first) });
    if (here <= before && here < after) tides.push({ kind: 'low', ...turn(before, here, after, hour - first) });
  }
  return tides;
}

/** The parabola through three hourly heights turns between the hours. */
function turn(before, here, after, hour) {
  const shift = (before - after) / (2 * (before - 2 * here + after));
  return { hour: round(hour + shift), height: Math.round(here - ((before - after) * shift) / 4) };
}

function round(hours) {
  return Math.round(hours * 60) / 60;
}
