export const DEMO_TEMPLATE: string;
export const NEW_TEMPLATE: string;
export default function removeTemplates(): void;
