/** Why a change was not made. `why` is a stable id, for which the client has the sentence. */
export interface ProposalRefused {
  /** Where it was tried, as far as it is known. */
  readonly provision: string | null;
  /**
   * `locked`: the provision is agreed. `not-yours`: formatting or attributes of words that others wrote. `structure`: what
   * only the Secretariat does, such as changing a table.
   */
  readonly why: "locked" | "not-yours" | "structure";
}
