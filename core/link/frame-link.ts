/** One live connection that carries frames, whatever the host: a MessagePort (Electron) or a WebSocket (web). */
export interface FrameLink {
  /** Throws when the link is down, so that a call fails at once instead of waiting for ever. */
  send(frame: string): void;
  onFrame(listener: (frame: unknown) => void): void;
  /** Called at most once. */
  onClose(listener: () => void): void;
  close(): void;
}

/** The port that oRPC's message-port adapter drives, made of a `FrameLink`; hostile frames stop here. */
export interface GuardedPort {
  on(event: string, listener: (event?: { data: unknown }) => void): void;
  postMessage(data: unknown): void;
}
