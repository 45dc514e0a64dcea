namespace IntegrationHub.Confidential.Values;

/// <summary>
/// The place a sealed value belongs to. It is authenticated with the value and not stored in it: a value that was moved to another row, column,
/// table or retailer does not open there.
/// </summary>
/// <param name="Retailer">Number of the retailer.</param>
/// <param name="Table">Name of the table, without schema.</param>
/// <param name="Column">Name of the column.</param>
/// <param name="Row">Id of the row; the hub makes it, so it is known before the insert.</param>
/// <param name="Part">Of a value in several pieces: which one, from 0.</param>
/// <param name="IsLast">Of a value in several pieces: whether this is the last. A value whose end was cut off does not open.</param>
public readonly record struct ValueBinding(int Retailer, string Table, string Column, Guid Row, int Part = 0, bool IsLast = true);
