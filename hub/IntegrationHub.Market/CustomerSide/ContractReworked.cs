using IntegrationHub.Market.Json;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>A version of a contract that was shown to its customer and is not offered any more: it is being changed, or was given up. What is offered next crosses as <see cref="CustomerContract"/> again.</summary>
/// <param name="Number">Of the contract.</param>
/// <param name="Version">Of the contract.</param>
/// <param name="IsGivenUp">True where nobody works on it any more.</param>
public sealed record ContractReworked(string Number, int Version, bool IsGivenUp)
{
    /// <summary>Which changes the customer asked for, where that is why; else null.</summary>
    public ChangesAsked? Asked { get; init; }

    public static Checked<ContractReworked> Read(string json) => MarketJson.Read<ContractReworked>(json, "contract", new(ProblemCodes.JsonUnreadable, "The contract is empty.", "", "Publish it anew."));
}

/// <summary>What a customer wanted changed.</summary>
/// <param name="Digest">SHA-256 of the text that it is about.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Words">As the customer put it.</param>
public sealed record ChangesAsked(string Digest, DateTimeOffset At, string Words);
