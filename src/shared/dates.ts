import { remembered } from './remembered.js';

/**
 * Business days are 'YYYY-MM-DD' text, moments are ISO 8601 text with a zone. No library: the region has no summer
 * time, and the feeds' few forms (`upstream-data.md`, section 3) are read here.
 */

const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
] as const;

const ZONE_NAMES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
};

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day of the calendar in the form 'YYYY-MM-DD' ('2026-02-30' is none). */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The day it is in `timeZone` (an IANA name such as 'Asia/Makassar') at the moment `now`. */
export function today(timeZone: string, now: Date = new Date()): string {
  // No zone changes its day within a minute, and taking a moment apart takes longer than most of what asks for the day.
  const minute = Math.floor(now.getTime() / 60_000);
  const known = days.get(timeZone);
  if (known?.minute === minute) return known.day;
  const { year, month, day } = partsIn(timeZone, now);
  const found = `${year}-${month}-${day}`;
  days.set(timeZone, { minute, day: found });
  return found;
}

/** The last day that was asked for, by zone. */
const days = new Map<string, { minute: number; day: string }>();

/** The hour, 0 to 23, that the clock of `timeZone` shows at the moment `now`. */
export function hourIn(timeZone: string, now: Date = new Date()): number {
  return Number(partsIn(timeZone, now).hour);
}

/** '2026-08-31' → '31 Agustus 2026'. Throws a `RangeError` when the text is not a day. */
export function formatDay(day: string): string {
  if (!isDay(day)) throw new RangeError(`Not a day: "${day}"`);
  return `${Number(day.slice(8, 10))} ${formatMonth(Number(day.slice(5, 7)))} ${day.slice(0, 4)}`;
}

/** 8 → 'Agustus'. Throws a `RangeError` outside 1 to 12. */
export function formatMonth(month: number): string {
  const name = MONTHS[month - 1];
  if (name === undefined) throw new RangeError(`Not a month: ${month}`);
  return name;
}

/** '2 September 2026, 06.10 WITA' for a moment (ISO text with a zone, or a Date), as the clock of `timeZone` shows it. */
export function formatMoment(moment: string | Date, timeZone: string): string {
  const at = typeof moment === 'string' ? new Date(moment) : moment;
  if (Number.isNaN(at.getTime())) throw new RangeError(`Not a moment: "${String(moment)}"`);
  const { year, month, day, hour, minute } = partsIn(timeZone, at);
  const zone = ZONE_NAMES[timeZone] ?? `UTC${zoneOffset(timeZone)}`;
  return `${formatDay(`${year}-${month}-${day}`)}, ${hour}.${minute} ${zone}`;
}

/** The day `count` days after (before, when negative) `day`. */
export function addDays(day: string, count: number): string {
  if (!isDay(day)) throw new RangeError(`Not a day: "${day}"`);
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The same day of the year that many years later; 29 February becomes 28 February where there is none. */
export function addYears(day: string, count: number): string {
  const later = `${String(Number(day.slice(0, 4)) + count).padStart(4, '0')}${day.slice(4)}`;
  return isDay(later) ? later : `${later.slice(0, 4)}-02-28`;
}

const offsets = new Map<string, string>();

/** The zone's standing offset from UTC, '+08:00' for Asia/Makassar. For zones without summer time. */
export function zoneOffset(timeZone: string): string {
  let offset = offsets.get(timeZone);
  if (offset === undefined) {
    const probe = new Date('2025-01-15T12:00:00Z');
    const { year, month, day, hour, minute } = partsIn(timeZone, probe);
    const minutes = (Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) - probe.getTime()) / 60_000;
    const size = Math.abs(minutes);
    offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
    offsets.set(timeZone, offset);
  }
  return offset;
}

const FEED_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * The calendar day of a feed's date, or `null` when it says nothing, or 'invalid'. Known forms: 'YYYY-MM-DD',
 * 'YYYY-MM-DD HH:MM:SS', '…T00:00:00Z', '…T…Z' with micro-seconds, a real Excel or Parquet date (a Date whose UTC
 * parts are what the cell shows), an Excel serial number.
 *
 * The day is the one that is written and is never shifted: '2025-07-01T00:00:00Z' is 1 July, not 30 June or 1 July
 * 08.00. This holds for other times with Z too, since the feeds write local time with a Z (in one row of
 * pencatatan a package is made at 10:00:01Z and begun at 10:06:52 without zone).
 */
export function parseFeedDay(value: unknown): string | null | 'invalid' {
  const text = feedTimeText(value);
  return text === null || text === 'invalid' ? text : dayIn(text);
}

const dayIn = remembered((text) => {
  const match = FEED_TIME.exec(text);
  if (!match || !exists(Number(match[1]), Number(match[2]), Number(match[3]))) return 'invalid';
  return text.slice(0, 10);
});

/**
 * The moment of a feed's time stamp as ISO 8601 with a zone, or `null`, or 'invalid'. A stamp without zone is time of
 * the region, whose `offset` ('+08:00') is told by the caller; a bare day is its first moment there.
 */
export function parseFeedMoment(value: unknown, offset: string): string | null | 'invalid' {
  const text = feedTimeText(value);
  if (text === null || text === 'invalid') return text;
  const match = FEED_TIME.exec(text);
  if (!match || !exists(Number(match[1]), Number(match[2]), Number(match[3]))) return 'invalid';
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return 'invalid';
  if (zone && zone.length > 1 && (Number(zone.slice(1, 3)) > 15 || Number(zone.slice(-2)) > 59)) return 'invalid';
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 7)}${zone?.toUpperCase() ?? offset}`;
}

/** Excel counts days from 1899-12-30; only numbers that fall in 2000 to 2099 are taken for dates. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const EXCEL_FIRST = 36_526;
const EXCEL_LAST = 73_050;

function feedTimeText(value: unknown): string | null | 'invalid' {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' || text === '-' || text === '0000-00-00' ? null : text;
  }
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'number' && value >= EXCEL_FIRST && value <= EXCEL_LAST)
    return dateText(new Date(EXCEL_EPOCH + Math.round(value * 86_400) * 1000));
  return 'invalid';
}

/** The UTC parts of a Date without a zone: what stood in the cell. */
function dateText(date: Date): string | 'invalid' {
  if (Number.isNaN(date.getTime())) return 'invalid';
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}

function exists(year: number, month: number, day: number): boolean {
  if (year < 1900 || month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>;

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsIn(timeZone: string, at: Date): Parts {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  const parts: Parts = { year: '', month: '', day: '', hour: '', minute: '' };
  for (const { type, value } of formatter.formatToParts(at)) if (type in parts) parts[type as keyof Parts] = value;
  return parts;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
