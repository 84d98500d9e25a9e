export const DEMO_TEMPLATE: string;
export default function removeTemplate(): void;
