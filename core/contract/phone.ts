/** The phone contract: snapshots of line and calls out, commands in. Spoken over a MessagePort on both hosts; every frame parsed. */
import { z } from 'zod';
import { agentStateSchema, agentWishSchema } from '../agent/agent-state.ts';
import { callStateSchema } from '../call/call-state.ts';
import { callerCardSchema } from '../call/caller-card.ts';
import { lineSchema } from '../event/line.ts';
import { headsetSchema, soundChoiceShape, soundRoleSchema } from '../settings/sound.ts';
import { qualityNowSchema } from '../quality/call-quality.ts';
import { recordingEndSchema } from '../recording/recording.ts';

export const phoneContractVersion = 1;

/** Why the line is not there, in words the views know: `line.<reason>`. */
export const lineTroubleSchema = z.enum([
  'unknown-server',
  'certificate',
  'refused-connection',
  'lost-connection',
  'no-network',
  'no-answer',
  /** 401/403 with credentials: retries stopped */
  'wrong-password',
  'unknown-user',
  'server-error',
]);
export type LineTrouble = z.infer<typeof lineTroubleSchema>;

export const lineStateSchema = z.discriminatedUnion('state', [
  /** web host: nobody pressed "Start 开始接听" yet */
  z.object({ state: z.literal('not-started') }),
  z.object({ state: z.literal('connecting'), since: z.number() }),
  z.object({
    state: z.literal('registered'),
    since: z.number(),
    server: z.string(),
    /** `unproved`: registered, but the PBX does not let the desk prove that calls arrive */
    proof: z.enum(['pending', 'proved', 'unproved']),
    /** when a request of ours last came back to us through the PBX, ms since the epoch */
    provedAt: z.number().nullable(),
  }),
  z.object({
    state: z.literal('retrying'),
    since: z.number(),
    attempt: z.number().int(),
    nextAt: z.number(),
    trouble: lineTroubleSchema,
    detail: z.string(),
  }),
  /** retries stopped until the settings change or someone says "retry" */
  z.object({ state: z.literal('refused'), since: z.number(), trouble: lineTroubleSchema, detail: z.string() }),
  /** another tab owns the line */
  z.object({ state: z.literal('elsewhere'), by: z.string() }),
  z.object({ state: z.literal('no-desk') }),
]);
export type LineState = z.infer<typeof lineStateSchema>;

/** A transfer that was asked for (RFC 3515), as the far end tells how it goes. */
export const transferSchema = z.object({
  /** as it was dialled */
  to: z.string(),
  kind: z.enum(['blind', 'attended', 'semi-attended']),
  state: z.enum(['asked', 'ringing', 'done', 'failed']),
  /** why it failed, where the far end said it */
  status: z.number().nullable(),
});
export type Transfer = z.infer<typeof transferSchema>;

/** What becomes of this call's sound; null: it is not recorded, and the policy lets nobody record it. */
export const callRecordingSchema = z.discriminatedUnion('state', [
  /** not recorded; the agent may begin */
  z.object({ state: z.literal('ready'), since: z.number() }),
  /** `announcing`: the caller is told just now, and does not hear the agent */
  z.object({ state: z.literal('on'), since: z.number(), announcing: z.boolean() }),
  /** nothing that is said is kept, until it goes on */
  z.object({ state: z.literal('paused'), since: z.number() }),
  /** it ended before the call did */
  z.object({ state: z.literal('stopped'), since: z.number(), why: recordingEndSchema.exclude(['call-ended']) }),
]);
export type CallRecording = z.infer<typeof callRecordingSchema>;

export const phoneCallSchema = z.object({
  /** ULID made at INVITE; the call's id in all events */
  id: z.string(),
  direction: z.enum(['in', 'out']),
  line: lineSchema,
  call: callStateSchema,
  /** INVITE's arrival, ms since the epoch */
  invitedAt: z.number(),
  /** what to show before (or without) the desk service's card */
  shown: z.object({ display: z.string(), claimedName: z.string() }),
  /** number key once known */
  number: z.string().nullable(),
  /** null = not yet judged 尚未判定 */
  card: callerCardSchema.nullable(),
  /** score before the last change of the card, for "由 72 刚更新" */
  previousScore: z.number().nullable(),
  muted: z.boolean(),
  /** true while the far end's audio is heard (level above silence in the last second) */
  hearing: z.boolean(),
  /** the last transfer of this call that was asked for */
  transfer: transferSchema.nullable(),
  /** this call was made to ask somebody about that one, before it is transferred */
  consultFor: z.string().nullable(),
  /** mixed with the other calls that are in the conference */
  conference: z.boolean(),
  /** answered by the desk itself, as the policy says */
  autoAnswered: z.boolean(),
  /** how it sounds now; null: not measured (yet) */
  quality: qualityNowSchema.nullable(),
  recording: callRecordingSchema.nullable(),
  trouble: z.enum(['no-microphone', 'microphone-denied', 'no-media', 'one-way', 'signalling-lost']).nullable(),
});
export type PhoneCall = z.infer<typeof phoneCallSchema>;

/** What the phone itself has to say: it died in a call and came back. */
export const phoneNoticeSchema = z.object({
  kind: z.literal('came-back'),
  at: z.number(),
  /** calls that were cut by it, as shown on screen */
  calls: z.array(z.string()),
});
export type PhoneNotice = z.infer<typeof phoneNoticeSchema>;

/** `away`: not plugged in, or this browser was not allowed to use it; `unusable`: it has no keys that the standard knows. */
export const headsetStateSchema = z.enum(['opening', 'ready', 'away', 'unusable', 'unsupported']);
export type HeadsetState = z.infer<typeof headsetStateSchema>;

export const microphoneSchema = z.enum(['unknown', 'ready', 'denied', 'none']);

export const phoneSnapshotSchema = z.object({
  version: z.literal(phoneContractVersion),
  at: z.number(),
  line: lineStateSchema,
  hotline: z.string(),
  /** which line the registration is for; null before the desk service told */
  lineKind: lineSchema.nullable(),
  microphone: microphoneSchema,
  /** chosen devices that are not plugged in: the system's default is used meanwhile */
  missingDevices: z.array(z.object({ role: soundRoleSchema, name: z.string() })),
  /** the chosen headset's keys; null = none chosen */
  headset: z.object({ state: headsetStateSchema, name: z.string() }).nullable(),
  /** oldest first; ended calls stay for 5 s so that views can say what happened */
  calls: z.array(phoneCallSchema),
  agent: agentStateSchema,
  /** whether the PBX knows of the agent's state; off: it is not to be told */
  pbxTold: z.enum(['off', 'telling', 'told', 'failed']),
  /** messages waiting (RFC 3842); null = nobody told */
  voicemail: z.object({ waiting: z.boolean(), count: z.number().int().nullable() }).nullable(),
  notice: phoneNoticeSchema.nullable(),
  /** events not yet acknowledged by the desk service */
  unsent: z.number().int(),
});
export type PhoneSnapshot = z.infer<typeof phoneSnapshotSchema>;

const ofCall = { call: z.string() };
export const phoneCommandSchema = z.discriminatedUnion('type', [
  /** web host: the user's gesture that unlocks sound and microphone */
  z.object({ type: z.literal('start') }),
  z.object({ type: z.literal('take-line') }),
  z.object({ type: z.literal('retry') }),
  z.object({ type: z.literal('answer'), ...ofCall }),
  /** "not me" 486 */
  z.object({ type: z.literal('decline'), ...ofCall }),
  /** 607 Unwanted; the view tags as well */
  z.object({ type: z.literal('reject-nuisance'), ...ofCall }),
  z.object({ type: z.literal('hang-up'), ...ofCall }),
  z.object({ type: z.literal('mute'), ...ofCall, muted: z.boolean() }),
  z.object({ type: z.literal('hold'), ...ofCall, held: z.boolean() }),
  z.object({ type: z.literal('dtmf'), ...ofCall, tones: z.string().regex(/^[0-9A-D*#]{1,32}$/) }),
  z.object({ type: z.literal('dial'), number: z.string().min(1).max(64) }),
  /** what the agent is available for, at once or after the call that lives */
  z.object({ type: z.literal('agent'), wish: agentWishSchema }),
  /** the notice was read */
  z.object({ type: z.literal('dismiss-notice') }),
  /** blind: the far end calls `number` itself */
  z.object({ type: z.literal('transfer'), ...ofCall, number: z.string().min(1).max(64) }),
  /** holds the call and dials somebody to ask */
  z.object({ type: z.literal('consult'), ...ofCall, number: z.string().min(1).max(64) }),
  /** joins the two far ends of a call and of the consultation for it, also while that one still rings */
  z.object({ type: z.literal('complete-transfer'), ...ofCall }),
  /** mixes all live calls, or lets all but `call` be held again */
  z.object({ type: z.literal('conference'), ...ofCall, on: z.boolean() }),
  /** recording of this call: begins, leaves out what is said now, goes on */
  z.object({ type: z.literal('record'), ...ofCall, wish: z.enum(['start', 'pause', 'resume']) }),
  /** leaves the conference: every far end of it has its BYE */
  z.object({ type: z.literal('end-conference') }),
  /** from the shell: network change, wake from sleep */
  z.object({ type: z.literal('network-changed') }),
  z.object({ type: z.literal('resumed') }),
  z.object({ type: z.literal('devices'), ...soundChoiceShape }),
  /** whose keys act on calls; null = nobody's */
  z.object({ type: z.literal('headset'), headset: headsetSchema.nullable() }),
]);
export type PhoneCommand = z.infer<typeof phoneCommandSchema>;

/** view → phone */
export const toPhoneSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), version: z.number().int() }),
  z.object({ kind: z.literal('command'), id: z.string(), command: phoneCommandSchema }),
]);
export type ToPhone = z.infer<typeof toPhoneSchema>;

/** phone → view */
export const fromPhoneSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), snapshot: phoneSnapshotSchema }),
  z.object({ kind: z.literal('done'), id: z.string() }),
  z.object({
    kind: z.literal('failed'),
    id: z.string(),
    code: z.enum(['no-such-call', 'wrong-state', 'no-microphone', 'not-registered', 'bad-number', 'failed']),
    detail: z.string(),
  }),
]);
export type FromPhone = z.infer<typeof fromPhoneSchema>;
