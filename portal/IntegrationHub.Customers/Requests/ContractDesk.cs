using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Requests;

/// <summary>What a customer does with an offered contract.</summary>
internal enum ContractAct
{
    /// <summary>Have a code sent.</summary>
    Code,

    /// <summary>Agree with it.</summary>
    Agree,

    /// <summary>Ask for another text.</summary>
    Change,

    /// <summary>Not agree.</summary>
    Decline,
}

/// <summary>An act on the text that was read.</summary>
/// <param name="Act">What is done.</param>
/// <param name="Digest">Of the text that was read: what is done to another one is nothing.</param>
internal sealed record ContractOrder(ContractAct Act, string Digest)
{
    /// <summary>To agree: the digits that came by SMS.</summary>
    public string Code { get; init; } = "";

    /// <summary>To decline and to ask for changes: why, and which.</summary>
    public string Words { get; init; } = "";
}

/// <summary>Offered contracts, each of the customer who is signed in. The code is bound to the text and to the session that asked for it. Thread-safe.</summary>
internal sealed class ContractDesk(ShelfReader shelves, RequestDesk desk)
{
    private const int LongestCode = 10;

    public async Task<Asked> DoAsync(SignedInCustomer who, string number, int version, Guid id, ContractOrder order, CancellationToken cancellationToken)
    {
        if (await shelves.OfAsync(who.Login.Customer, shelf => shelf.FindContract(number, version), cancellationToken) is not { } contract)
            return Asked.NotThere;

        if (contract.State != ContractState.Offered)
            return Asked.Late(new(ProblemCodes.ContractTransition, $"The contract is {contract.State}, and not offered.", "state", "Read it anew; what is not offered is not answered."));

        var (login, digest, words) = (who.Login, order.Digest, order.Words.ReplaceLineEndings("\n").Trim());
        if (Wrong(contract, order, words) is { Count: > 0 } wrong)
            return Asked.Wrong(wrong);

        var session = who.ConsentSession(number, digest);
        return Asked.Of(order.Act switch
        {
            ContractAct.Code => await desk.HandInAsync(login, id, CrossingKinds.ContractCode, new CodeWanted(login.Name, number, digest, session), cancellationToken),
            ContractAct.Agree => await desk.HandInAsync(login, id, CrossingKinds.ContractConsent, new ConsentGiven(login.Name, number, digest, session, DigitsOf(order.Code)), cancellationToken),
            ContractAct.Change => await desk.HandInAsync(login, id, CrossingKinds.ContractChange, new ContractWords(login.Name, number, digest, words), cancellationToken),
            _ => await desk.HandInAsync(login, id, CrossingKinds.ContractDecline, new ContractWords(login.Name, number, digest, words), cancellationToken),
        });
    }

    private static List<Problem> Wrong(CustomerContract contract, ContractOrder order, string words)
    {
        var problems = new List<Problem>();
        if (order.Digest != contract.Digest)
            problems.Add(new(ProblemCodes.ContractDigest, "That is not the digest of the text that is offered.", "digest", "Read the text anew, and send its digest."));

        if (order.Act is ContractAct.Change or ContractAct.Decline && words.Length is 0 or > ServiceRequest.LongestText)
            problems.Add(new(ProblemCodes.ArticleField, $"The words have {words.Length} characters.", "words", $"Write 1 to {ServiceRequest.LongestText}."));

        return problems;
    }

    /// <summary>People write codes with spaces.</summary>
    private static string DigitsOf(string code) => string.Concat(code.Where(char.IsAsciiDigit).Take(LongestCode));
}
