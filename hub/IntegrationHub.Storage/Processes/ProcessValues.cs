using IntegrationHub.Confidential.Values;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Storage.Processes;

/// <summary>Variables of a retailer's processes on their way into sealed columns and out; no variables are no octets.</summary>
internal readonly record struct ProcessValues(StoreValues Values, int Retailer)
{
    public byte[] Seal(SealedColumn column, Guid row, ContextValue variables) =>
        variables.Entries.IsEmpty ? [] : Values.Seal(column, Retailer, row, ValueJson.Write(variables));

    /// <exception cref="SealedValueException">The value does not open, or is plaintext where there can be none.</exception>
    /// <exception cref="InvalidDataException">The text was not written by the hub: the store is damaged.</exception>
    public ContextValue Open(SealedColumn column, Guid row, byte[] value) =>
        value.Length == 0
            ? ContextValue.Empty
            : ValueJson.Read(Values.Open(column, Retailer, row, value)) as ContextValue
                ?? throw new InvalidDataException("A column of a process holds no context of variables.");
}
