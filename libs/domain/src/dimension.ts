/** The six dimensions in which risk is rated, by the names of the third edition of the ASAM criteria. */
export const DIMENSIONS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const;
