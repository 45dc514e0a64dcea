using IntegrationHub.Identity.Codes;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Signing;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>
/// Customers agree to texts by a code that they get on their telephone, and decline or ask for changes in words. An agreement is one transaction with the contract's step; the process
/// that waits is told afterwards (<see cref="ConsentDelivery"/>), as often as it takes. Thread-safe.
/// </summary>
public sealed class CustomerConsents(
    ConsentBook book, ContractBook contracts, ContactBook contacts, OnboardingTexts onboarding, ISmsSender sms, HubSigner signer, SignatureStamps stamps, ConsentDelivery delivery, TimeProvider time)
{
    private const string Customer = "customer";

    /// <summary>Sends a code to agree to the offered text of a contract. It takes the place of codes before it.</summary>
    /// <param name="contract">Its number; the newest version is meant.</param>
    /// <param name="session">Where the code will be entered, and nowhere else: at least 16 characters that nobody else knows.</param>
    /// <param name="phone">A number that is on record for the customer (<see cref="ContactBook"/>); no code goes anywhere else.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="by">Who of the company has it sent; null where the customer asks.</param>
    public async Task<Checked<Consent>> AskForContractAsync(string contract, string session, string phone, CancellationToken cancellationToken, string? by = null)
    {
        var offered = await OfferedAsync(contract, cancellationToken).ConfigureAwait(false);
        return offered.Value is { } stored && offered.Problems.Count == 0
            ? await AskAsync(new(ConsentSubject.Contract, contract, 0, stored.Contract.Terms.Version, $"{contract}/{stored.Contract.Digest}", stored.Contract.Digest!, phone, [], time.GetUtcNow()), OtherSideOf(stored.Contract.Terms), session, by ?? Customer, cancellationToken)
                .ConfigureAwait(false)
            : Checked.Bad<Consent>(offered.Problems);
    }

    /// <summary>The same for the consent of a new customer.</summary>
    public async Task<Checked<Consent>> AskForOnboardingAsync(string customer, NodaTime.LocalDate begins, string session, string phone, CancellationToken cancellationToken, string? by = null)
    {
        var text = await onboarding.OfAsync(customer, begins, cancellationToken).ConfigureAwait(false);
        return text.Value is { } words && text.Problems.Count == 0
            ? await AskAsync(Onboarding(book.KeyOf(customer, begins), words, phone) with { Text = words }, customer, session, by ?? Customer, cancellationToken).ConfigureAwait(false)
            : Checked.Bad<Consent>(text.Problems);
    }

    /// <summary>Agrees to a contract with the code. Once; the right code again, in its session, is the same agreement.</summary>
    /// <param name="contract">Its number.</param>
    /// <param name="session">Where the code was asked for.</param>
    /// <param name="code">What came by text message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="by">Who of the company enters what the customer says; null where the customer does.</param>
    public Task<Checked<Consent>> AgreeToContractAsync(string contract, string session, string code, CancellationToken cancellationToken, string? by = null) =>
        AgreeAsync(contract, session, code, by, cancellationToken);

    /// <summary>The same for a new customer. Where the accounts are others than when the code was sent, it is no code for them.</summary>
    public async Task<Checked<Consent>> AgreeToOnboardingAsync(string customer, NodaTime.LocalDate begins, string session, string code, CancellationToken cancellationToken, string? by = null)
    {
        var key = book.KeyOf(customer, begins);
        var open = (await book.ListAsync(key, cancellationToken).ConfigureAwait(false)).LastOrDefault(static one => one.Consent is { CodeHash.Length: > 0, IsReplaced: false }).Consent;
        if (open is { Answer: ConsentAnswer.None })
        {
            var text = await onboarding.OfAsync(customer, begins, cancellationToken).ConfigureAwait(false);
            if (text.Value is not { } words || text.Problems.Count > 0)
                return Checked.Bad<Consent>(text.Problems);

            if (ConsentTexts.DigestOf(words) != open.Digest)
                return new Problem(ConsentProblems.OtherText, "The customer's accounts are others than those the code was sent for.", "customer", "Show the text as it is now, and have another code sent.").Bad<Consent>();
        }

        return await AgreeAsync(key, session, code, by, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Declines an offered contract, or asks for changes of it.</summary>
    public async Task<Checked<Consent>> AnswerContractAsync(string contract, ConsentAnswer answer, string words, string actor, CancellationToken cancellationToken)
    {
        if (answer is not (ConsentAnswer.Declined or ConsentAnswer.AsksForChanges))
            return new Problem(ConsentProblems.Answer, "Words are no agreement.", "answer", "Decline or ask for changes; to agree, have a code sent and enter it.").Bad<Consent>();

        var offered = await OfferedAsync(contract, cancellationToken).ConfigureAwait(false);
        if (offered.Value is not { } stored || offered.Problems.Count > 0)
            return Checked.Bad<Consent>(offered.Problems);

        var terms = stored.Contract.Terms;
        var (said, beside) = await AnsweredAsync(
            new(ConsentSubject.Contract, contract, 0, terms.Version, $"{contract}/{stored.Contract.Digest}", stored.Contract.Digest!, "", [], time.GetUtcNow()), answer, words, cancellationToken).ConfigureAwait(false);
        var action = answer == ConsentAnswer.Declined ? ContractAction.Decline : ContractAction.AskForChanges;
        var done = await contracts.StepAsync(contract, terms.Version, new(action, actor, Reason: words) { Beside = beside }, cancellationToken).ConfigureAwait(false);
        return done.Problems.Count > 0 ? Checked.Bad<Consent>(done.Problems) : await ToldAsync(said, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A new customer does not agree.</summary>
    public async Task<Checked<Consent>> RefuseOnboardingAsync(string customer, NodaTime.LocalDate begins, string words, string actor, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(words))
            return new Problem(ConsentProblems.Reason, "A refusal needs a reason.", "reason", "Say why.").Bad<Consent>();

        var text = await onboarding.OfAsync(customer, begins, cancellationToken).ConfigureAwait(false);
        if (text.Value is not { } content || text.Problems.Count > 0)
            return Checked.Bad<Consent>(text.Problems);

        var (said, beside) = await AnsweredAsync(Onboarding(book.KeyOf(customer, begins), content, ""), ConsentAnswer.Declined, words, cancellationToken).ConfigureAwait(false);
        return await book.SaveAsync([(said, beside[0].Revision)], Fact("customer.consent-refused", said), actor, cancellationToken).ConfigureAwait(false)
            ? await ToldAsync(said, cancellationToken).ConfigureAwait(false)
            : RetailProblems.SomebodyElse.Bad<Consent>();
    }

    /// <summary>The question of a new customer about these words.</summary>
    private Consent Onboarding(string key, string words, string phone) => new(ConsentSubject.Onboarding, key, 0, 0, key, ConsentTexts.DigestOf(words), phone, [], time.GetUtcNow());

    private async Task<Checked<Consent>> AskAsync(Consent question, string customer, string session, string actor, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        if (CustomerContact.IsPhone(question.Phone))
        {
            // Nothing is said of the numbers that are on record: whoever asks need not know them.
            if ((await contacts.CurrentAsync(customer, cancellationToken).ConfigureAwait(false)).All(contact => contact.Phone != question.Phone))
                problems.Add(new(ConsentProblems.NotOnRecord, "The customer is not reached by this number, or not yet.", "phone", "Use a number that is on record; `ihub customers contact add` takes another one; another person confirms it."));
        }
        else
            problems.Add(new(ConsentProblems.Phone, "This is no telephone number.", "phone", "Enter it in international form, e.g. +8613800001234."));

        if (session.Length < ConsentCode.ShortestSession)
            problems.Add(new(ConsentProblems.Session, $"A session has at least {ConsentCode.ShortestSession} characters.", "session", "Use the one that the page or the verb made."));

        var all = await book.ListAsync(question.Key, cancellationToken).ConfigureAwait(false);
        if (all.Count(one => one.Consent.CodeHash.Length > 0 && one.Consent.AskedAt > question.AskedAt - ConsentCode.Window) >= ConsentCode.MostCodes)
            problems.Add(new(ConsentProblems.TooManyCodes, $"{ConsentCode.MostCodes} codes were sent within the hour.", "", "Wait until an hour after the first of them."));

        if (problems.Count > 0)
            return Checked.Bad<Consent>(problems);

        var code = ConsentCode.Make();
        var asked = question with { Number = all.Count + 1, CodeHash = ConsentCode.Hash(session, question.Key, question.Digest, code) };
        var replaced = all.Where(static one => one.Consent.State == "asked").Select(static one => (one.Consent with { IsReplaced = true }, one.Revision));
        if (!await book.SaveAsync([.. replaced, (asked, 0)], Fact("consent.asked", asked), actor, cancellationToken).ConfigureAwait(false))
            return RetailProblems.SomebodyElse.Bad<Consent>();

        try
        {
            await sms.SendCodeAsync(asked.Phone, ConsentTexts.Message(asked.Subject, asked.Key, code), cancellationToken).ConfigureAwait(false);
            return Checked.Good(asked);
        }
        catch (SmsException failure)
        {
            await book.SaveAsync([(asked with { IsReplaced = true }, 1)], Fact("consent.code-not-sent", asked), actor, cancellationToken).ConfigureAwait(false);
            return new Problem(ConsentProblems.NotSent, $"The code could not be sent: {failure.Message}", "phone", "Try again later, or correct the number.").Bad<Consent>();
        }
    }

    private async Task<Checked<Consent>> AgreeAsync(string key, string session, string code, string? by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = await book.ListAsync(key, cancellationToken).ConfigureAwait(false);
        if (all.LastOrDefault(static one => one.Consent is { CodeHash.Length: > 0, IsReplaced: false }) is not ({ } asked, var revision))
            return new Problem(ConsentProblems.NoCode, "No code waits to be entered.", "code", "Have one sent.").Bad<Consent>();

        if (asked.Answer == ConsentAnswer.Agreed)
            return ConsentCode.Fits(asked.CodeHash, session, asked.Key, asked.Digest, code) ? await ToldAsync(asked, cancellationToken).ConfigureAwait(false) : new Problem(ConsentProblems.NoCode, "The code was used.", "code", "Nothing is left to do.").Bad<Consent>();

        if (asked.Tries >= ConsentCode.MostTries)
            return new Problem(ConsentProblems.Used, $"{ConsentCode.MostTries} wrong codes were entered.", "code", "Have another code sent.").Bad<Consent>();

        if (now - asked.AskedAt >= ConsentCode.Lifetime)
            return new Problem(ConsentProblems.Expired, $"The code was good for {ConsentCode.Lifetime.TotalMinutes:0} minutes.", "code", "Have another code sent.").Bad<Consent>();

        // Counted before it is judged: entries at the same moment are not more than one try each, and none of them is free.
        var tried = asked with { Tries = asked.Tries + 1 };
        if (!await book.SaveAsync([(tried, revision)], null, Customer, cancellationToken).ConfigureAwait(false))
            return RetailProblems.SomebodyElse.Bad<Consent>();

        if (!ConsentCode.Fits(tried.CodeHash, session, tried.Key, tried.Digest, code))
        {
            await book.SaveAsync([], Fact("consent.code-wrong", tried, by), Customer, cancellationToken).ConfigureAwait(false);
            return new Problem(ConsentProblems.Wrong, $"The code is another one, or it was sent to another session. {ConsentCode.MostTries - tried.Tries} tries are left.", "code", "Enter the newest code where it was asked for.").Bad<Consent>();
        }

        var agreed = tried with { Answer = ConsentAnswer.Agreed, AnsweredAt = now, Sealed = signer.SignAttached(ConsentTexts.Statement(tried, session, now)) };
        if (await SaveAgreedAsync(agreed, revision + 1, by, cancellationToken).ConfigureAwait(false) is { Count: > 0 } refused)
            return Checked.Bad<Consent>(refused);

        return await ToldAsync(agreed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Right code and step are one transaction: the code is used exactly when the contract is agreed to.</summary>
    private async Task<IReadOnlyList<Problem>> SaveAgreedAsync(Consent agreed, long revision, string? by, CancellationToken cancellationToken)
    {
        // The timestamp is asked for before the consent counts: a crash in between leaves a token too many, never a consent without.
        if (await stamps.StampAsync(agreed.Sealed, cancellationToken).ConfigureAwait(false) is var (token, stampedAt))
            agreed = agreed with { Timestamp = token, StampedAt = stampedAt };

        if (agreed.Subject == ConsentSubject.Contract)
        {
            var step = new ContractStep(ContractAction.Agree, Customer, agreed.Digest) { Proof = agreed.ToProof(revision), EnteredBy = by };
            return (await contracts.StepAsync(agreed.Key, agreed.Version, step, cancellationToken).ConfigureAwait(false)).Problems;
        }

        return await book.SaveAsync([(agreed, revision)], Fact("customer.consented", agreed, by), Customer, cancellationToken).ConfigureAwait(false) ? [] : [RetailProblems.SomebodyElse];
    }

    private async Task<(Consent Said, IReadOnlyList<BusinessRecord> Beside)> AnsweredAsync(Consent question, ConsentAnswer answer, string words, CancellationToken cancellationToken)
    {
        var number = (await book.ListAsync(question.Key, cancellationToken).ConfigureAwait(false)).Count + 1;
        var said = question with { Number = number, Answer = answer, AnsweredAt = question.AskedAt, Words = words };
        return (said, [said.ToRecord(0)]);
    }

    private async Task<Checked<StoredContract>> OfferedAsync(string contract, CancellationToken cancellationToken) =>
        await contracts.FindAsync(contract, null, cancellationToken).ConfigureAwait(false) switch
        {
            null => RetailProblems.NotThere($"contract {contract}", "Look at the list of contracts.").Bad<StoredContract>(),
            { Contract.State: ContractState.Offered } offered => Checked.Good(offered),
            var other => new Problem(ConsentProblems.NotOffered, $"{contract} version {other.Contract.Terms.Version} is {other.Contract.State}.", "contract", "Only an offered contract is agreed to.").Bad<StoredContract>(),
        };

    private async Task<Checked<Consent>> ToldAsync(Consent answered, CancellationToken cancellationToken)
    {
        await delivery.DeliverAsync(cancellationToken).ConfigureAwait(false);
        return Checked.Good(answered);
    }

    /// <param name="kind">What happened.</param>
    /// <param name="consent">To which consent.</param>
    /// <param name="by">Who of the company entered it; null where the customer did.</param>
    private static RecordFact Fact(string kind, Consent consent, string? by = null)
    {
        var facts = new Dictionary<string, string> { ["consent"] = consent.Name, ["digest"] = consent.Digest };
        if (by is not null)
            facts["enteredBy"] = by;

        return new(kind, facts);
    }

    /// <summary>Whose consent a contract needs: of a retail contract the customer's, of a purchase the seller's.</summary>
    internal static string OtherSideOf(ContractTerms terms) => (terms.IsPurchase ? terms.Seller : terms.Buyer).Name;
}
