/** Where links to the desk service come from. Each host has its own source; all else about the link is the same. */
import type { FrameLink } from '../../core/link/frame-link.ts';

export interface LinkSource {
  /** Calls `onLink` with every link that comes up; the source itself opens the next one after a close. Returns its stop. */
  start(onLink: (link: FrameLink) => void): () => void;
}
