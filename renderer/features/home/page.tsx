/** The workspace page 工作台: the call in focus, or what is there between calls. */
import { useWorkspace } from '../../state/use-calls.ts';
import { CallWorkspace } from '../call/workspace.tsx';
import { Idle } from './idle.tsx';

export default function HomePage() {
  const call = useWorkspace((workspace) => workspace.call);
  return call ? <CallWorkspace call={call} key={call.id} /> : <Idle />;
}
