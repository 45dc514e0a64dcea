namespace IntegrationHub.Storage.Model;

/// <summary>A row with sealed columns that is named by its retailer and id, in the order of which a rotation goes over it.</summary>
internal interface ISealedRow
{
    int RetailerId { get; }

    Guid Id { get; }
}
