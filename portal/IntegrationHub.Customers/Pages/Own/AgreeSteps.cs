using IntegrationHub.Customers.Shelves;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>A request and what became of it; no answer while it is on its way.</summary>
public sealed record AskedFor(Guid Request, RequestAnswer? Answer);

/// <summary>What a customer asked for on the way to agreeing with a contract: the code, and that it counts.</summary>
/// <param name="Code">That a code is sent; null where none was asked for.</param>
/// <param name="Consent">That the code counts; null where none was entered.</param>
public sealed record AgreeSteps(AskedFor? Code, AskedFor? Consent)
{
    /// <summary>Refusals after which the code that was sent may be entered again; any other leaves it without use.</summary>
    private static readonly HashSet<string?> Mistyped = ["CONSENT_CODE_WRONG", "RECORD_CHANGED"];

    /// <summary>True as long as something was asked for and nothing is said of it: the page looks again by itself.</summary>
    public bool Waits => Code is { Answer: null } || Consent is { Answer: null };

    public bool IsAgreed => Consent?.Answer is { State: RequestState.Done };

    /// <summary>True where a code was sent, and that is known: before there is nothing to enter.</summary>
    public bool MayEnter => Code?.Answer is { State: RequestState.Done } && (Consent is null || (Consent.Answer is { State: RequestState.Refused, Code: var code } && Mistyped.Contains(code)));

    /// <summary>As an address names the requests. An answer to something else is none to these.</summary>
    internal static AgreeSteps Of(Shelf shelf, string contract, string? code, string? consent) => new(Find(shelf, contract, code, CrossingKinds.ContractCode), Find(shelf, contract, consent, CrossingKinds.ContractConsent));

    private static AskedFor? Find(Shelf shelf, string contract, string? named, string kind)
    {
        if (!Guid.TryParse(named, out var request))
            return null;

        var answer = shelf.FindAnswer(request).Answer;
        return answer is null || (answer.Kind == kind && answer.About == contract) ? new(request, answer) : null;
    }
}
