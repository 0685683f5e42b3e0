/** A refusal in a sentence for people. */
export class Refusal extends Error {}
