using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Pages.Deliveries;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>Contracts that were found.</summary>
/// <param name="Total">How many there are; <paramref name="Rows"/> are the first of them.</param>
public sealed record ContractListModel(IReadOnlyList<ContractLife> Rows, int Total, ContractState? State, string? Search);

/// <summary>One version of a contract as its page shows it.</summary>
/// <param name="Text">What is or would be agreed to; <c>null</c> where it cannot be rendered, with <paramref name="Problems"/>.</param>
/// <param name="Months">Energy by month in MWh.</param>
/// <param name="Delivery">A month as it is delivered; <c>null</c> where it delivers nothing to a customer in it.</param>
public sealed record ContractModel(
    StoredContract Contract, ContractText? Text, IReadOnlyList<Problem> Problems, IReadOnlyList<ContractAttachment> Attachments, IReadOnlyList<(string Label, decimal Value)> Months, DeliveryModel? Delivery)
{
    /// <summary>The prices at which it is settled; <c>null</c> where it has no package.</summary>
    public PublicPackage? Package { get; init; }

    /// <summary>Who did what for it to bind.</summary>
    public ContractCourse Course { get; init; } = new([], [], [], []);

    /// <summary>Of a draft: the case of its signing that runs already.</summary>
    public InstanceRow? Case { get; init; }

    /// <summary>Whether the person may begin its signing.</summary>
    public bool MaySign { get; init; }

    /// <summary>Id of the case that the page begins.</summary>
    public Guid Instance { get; init; }

    /// <summary>Why a step of it was not made.</summary>
    public ContractRefusal Refusal { get; init; } = ContractRefusal.None;

    /// <summary>Whether the side whose consent it needs can get a code; <c>null</c> where none is waited for.</summary>
    public ConsentReach? Reach { get; init; }

    /// <summary>That side.</summary>
    public string OtherSide => ConsentReaching.OtherSideOf(Contract.Contract.Terms);
}

/// <summary>A contract's versions, and what changed between two of them.</summary>
/// <param name="Versions">Oldest first; at least one.</param>
/// <param name="Comparison"><c>null</c> where there is but one.</param>
public sealed record ContractVersionsModel(string Number, IReadOnlyList<StoredContract> Versions, VersionComparison? Comparison)
{
    public int? From => Comparison?.From;

    public int? To => Comparison?.To;
}

/// <summary>Metering accounts that were found.</summary>
public sealed record CustomerListModel(IReadOnlyList<MeteringAccount> Rows, int Total, string? Search);
