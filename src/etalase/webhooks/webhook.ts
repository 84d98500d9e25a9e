import { isIP } from 'node:net';
import type { FieldProblem } from '../../shared/errors.js';
import { isGlobal } from '../../shared/private-network.js';

/** Who wants to be told when a listing changes. */
export interface Webhook {
  id: string;
  name: string;
  /** https only, without user or password. */
  url: string;
  version: number;
  /** ISO 8601; null = it is told. */
  disabledAt: string | null;
  disabledWhy: string | null;
  createdBy: string;
  createdAt: string;
  /** ISO 8601: the last time that the receiver said yes; null = never. */
  lastSentAt: string | null;
  /** Deliveries that wait for their next try. */
  waiting: number;
}

export const DELIVERY_STATES = ['menunggu', 'terkirim', 'gagal'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How a try ended: what the receiver said, or why it was not even asked. Never what it answered. */
export const OUTCOMES = [
  'diterima',
  'ditolak',
  'pengalihan',
  'waktu-habis',
  'tidak-terhubung',
  'sertifikat-ditolak',
  'alamat-tidak-ditemukan',
  'alamat-tidak-boleh',
] as const;
export type DeliveryOutcome = (typeof OUTCOMES)[number];

export interface Delivery {
  id: string;
  event: string;
  state: DeliveryState;
  tries: number;
  /** ISO 8601. */
  createdAt: string;
  nextTryAt: string | null;
  finishedAt: string | null;
  outcome: DeliveryOutcome | null;
  /** HTTP status of the last try; null = no answer. */
  status: number | null;
  /** Milliseconds of the last try. */
  ms: number | null;
}

/** Minutes until the next try, by the number of tries before. After the last the webhook is switched off. */
export const WAITS = [1, 5, 30, 120, 720] as const;

/** Checks what was told, or tells what is wrong by field. Pure; names are looked up only when something is sent. */
export function webhookProblems({ name, url }: { name: string; url: string }): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const length = name.trim().length;
  if (length < 3 || length > 80) problems.push({ field: 'name', message: 'Isi nama penerima, 3 sampai 80 huruf' });
  const why = urlProblem(url.trim());
  if (why !== null) problems.push({ field: 'url', message: why });
  return problems;
}

function urlProblem(text: string): string | null {
  if (text.length > 500 || !URL.canParse(text)) return 'Isi alamat lengkap, contoh https://contoh.id/kait/etalase';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'Alamat harus dimulai dengan https://';
  if (url.username !== '' || url.password !== '') return 'Jangan menulis nama atau kata sandi dalam alamat';
  if (url.hash !== '') return 'Hapus bagian alamat sesudah tanda #';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const local = host === 'localhost' || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(host);
  if (local || (isIP(host) !== 0 && !isGlobal(host)))
    return 'Alamat jaringan sendiri tidak boleh; isi alamat yang dapat dijangkau dari internet';
  return null;
}
