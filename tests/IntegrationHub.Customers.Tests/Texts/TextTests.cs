using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Readings;
using IntegrationHub.Portal.Tests.Texts;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Customers.Tests.Texts;

/// <summary>No text stands in a customers' page, and each is there in both languages.</summary>
public sealed class TextTests
{
    /// <summary>Requests that are answered: what happened to a session is none.</summary>
    private static readonly string[] Asked =
    [
        CrossingKinds.Service, CrossingKinds.ContractCode, CrossingKinds.ContractConsent, CrossingKinds.ContractDecline, CrossingKinds.ContractChange, CrossingKinds.OwnReadings, CrossingKinds.Demand,
        CrossingKinds.SubscriptionsChosen, CrossingKinds.Password, CrossingKinds.ServiceAgain, CrossingKinds.SurveyAnswer,
    ];

    private readonly PageTexts _texts = new("IntegrationHub.Customers");

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places() => _texts.BothAreComplete();

    [Fact]
    public void Every_text_that_a_page_names_is_there()
    {
        var named = _texts.NamedByPages();

        Assert.True(named.Count > 60, "the rule sees the pages");
        Assert.All(named, key => Assert.Contains(key, _texts.Keys));
    }

    [Fact]
    public void Every_word_that_comes_from_data_is_there()
    {
        var words = Enum.GetValues<ContractState>().Where(CustomerContract.IsShown).Select(static state => $"contract-state.{state}")
            .Concat(new[] { ContractState.Draft, ContractState.Rejected }.SelectMany(static state => new[] { $"contract-state.{state}", $"history.contract.{state}" }))
            .Concat(Enum.GetNames<ServiceTopic>().Select(static topic => $"topic.{topic}"))
            .Concat(Enum.GetNames<ArticleKind>().Select(static kind => $"kind.{kind}"))
            .Concat(Enum.GetNames<RequestState>().Select(static state => $"request.state-{state}"))
            .Concat(Enum.GetNames<SubscriptionTopic>().SelectMany(static topic => new[] { $"subscription.{topic}", $"notice-of.{topic}" }))
            .Concat(Enum.GetValues<ContractState>().Where(CustomerContract.IsShown).Select(static state => $"history.contract.{state}"))
            .Concat(Asked.SelectMany(static kind => Enum.GetNames<RequestState>().Select(state => $"history.{kind}.{state}")))
            .Concat(new[] { "fixed", "markup", "base", "tiered", "floor", "ceiling", "green", "standing", "feedIn" }.Select(static rule => $"package-rule.{rule}"))
            .Concat(new[] { "share", "band", "times", "months", "dayType", "upTo", "above", "inside", "outside", "reference", "passedOn" }.Select(static what => $"package-if.{what}"))
            .Concat(Enum.GetNames<Market.Packages.DeviationBearer>().Select(static bearer => $"bearer.{bearer}"))
            .Concat(Enum.GetNames<Market.Time.DayType>().Select(static type => $"day-type.{type}"))
            .Concat(new[] { "no-day", "not-over", "outside", "none", "count", "no-figure", "missing", "negative", "large", "decimals", "file" }.Select(static what => $"entry.wrong.{what}"))
            .Concat(new[] { CrossingKinds.ContractCode, CrossingKinds.ContractConsent, CrossingKinds.ContractDecline, CrossingKinds.ContractChange, CrossingKinds.OwnReadings, CrossingKinds.Demand }.Select(static kind => $"request-kind.{kind}"))
            .Concat(Enum.GetNames<ReadingQuality>().Select(static quality => $"quality.{quality}"));

        Assert.DoesNotContain(words, word => !_texts.Keys.Contains(word));
    }

    [Fact]
    public void Every_code_that_a_request_is_answered_with_has_words()
    {
        var codes = typeof(ConsentProblems).GetFields().Where(static field => field.IsLiteral).Select(static field => (string)field.GetRawConstantValue()!)
            .Concat([CustomerRequestDesk.Refused, RetailProblems.Changed, RetailProblems.ReadingAccount, SurveyBook.Closed, "REQUEST_CLOSED", "ENTRY_VALUES", "PASSWORD_WRONG", "PASSWORD_LENGTH", "PASSWORD_COMMON", "PASSWORD_HOLDS_NAME", "PASSWORD_BREACHED"])
            .Concat([
                ProblemCodes.SurveyAnswer, ProblemCodes.ArticleField, ProblemCodes.CurveLength, ProblemCodes.NotServed, ProblemCodes.ParameterMissing, ProblemCodes.ContractTransition, ProblemCodes.ContractDigest,
                ProblemCodes.ReadingOutside, ProblemCodes.ReadingImplausible, ProblemCodes.ReadingUnreadable, ProblemCodes.ReadingNegative, ProblemCodes.ReadingDuplicate, ProblemCodes.ValueMissing, ProblemCodes.ValueUnreadable,
            ]);

        Assert.DoesNotContain(codes, code => !_texts.Keys.Contains("refusal." + code));
    }

    [Fact]
    public void No_page_holds_a_text_of_its_own() => Assert.Empty(_texts.OwnWordsOfPages());
}
