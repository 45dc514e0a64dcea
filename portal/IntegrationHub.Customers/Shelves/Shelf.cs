using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Shelves;

/// <summary>What has crossed for a subject, folded to what counts now. It is made of the stream again after a restart. Not thread-safe; <see cref="ShelfReader"/> sees to that.</summary>
internal sealed class Shelf
{
    private readonly Dictionary<string, Article> _articles = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Number, int Version), CustomerContract> _contracts = [];
    private readonly Dictionary<Guid, (RequestAnswer Answer, DateTimeOffset At)> _answers = [];

    /// <summary>Number of the last item that was looked at.</summary>
    public long ReadTo { get; private set; }

    /// <summary>Items that this program does not understand: a newer company's side wrote them, or something else did.</summary>
    public int PassedOver { get; private set; }

    /// <summary>The newest login; null where nobody has the name.</summary>
    public CustomerLogin? Login { get; private set; }

    /// <summary>Articles that are to be read, the newest day first.</summary>
    public IReadOnlyList<Article> Articles =>
        [.. _articles.Values.Where(static article => !article.Withdrawn).OrderByDescending(static article => article.On).ThenBy(static article => article.Key, StringComparer.Ordinal)];

    public Article? FindArticle(string key) => _articles.TryGetValue(key, out var article) && !article.Withdrawn ? article : null;

    /// <summary>Contracts, the newest period first.</summary>
    public IReadOnlyList<CustomerContract> Contracts =>
        [.. _contracts.Values.OrderByDescending(static contract => contract.From).ThenBy(static contract => contract.Number, StringComparer.Ordinal).ThenByDescending(static contract => contract.Version)];

    public CustomerContract? FindContract(string number, int version) => _contracts.GetValueOrDefault((number, version));

    /// <summary>What became of requests, the newest answer first.</summary>
    public IReadOnlyList<(RequestAnswer Answer, DateTimeOffset At)> Answers => [.. _answers.Values.OrderByDescending(static one => one.At)];

    public RequestAnswer? FindAnswer(Guid request) => _answers.TryGetValue(request, out var found) ? found.Answer : null;

    /// <summary>Puts items in, in the order of their numbers: the later one counts.</summary>
    public void Put(IReadOnlyList<CrossingEntry> entries)
    {
        foreach (var (number, item) in entries)
        {
            if (!TryPut(item))
                PassedOver++;

            ReadTo = number;
        }
    }

    private bool TryPut(CrossingItem item) => item.Version == CrossingKinds.Version && item.Kind switch
    {
        CrossingKinds.Article => Take(Article.Read(item.Payload), article => _articles[article.Key] = article),
        CrossingKinds.Login => Take(CustomerLogin.Read(item.Payload), login => Login = login),
        CrossingKinds.Contract => Take(CustomerContract.Read(item.Payload), contract => _contracts[(contract.Number, contract.Version)] = contract),
        CrossingKinds.Answer => Take(RequestAnswer.Read(item.Payload), answer => _answers[answer.Request] = (answer, item.At)),
        _ => false,
    };

    private static bool Take<T>(Checked<T> read, Action<T> put)
        where T : class
    {
        if (!read.IsGood)
            return false;

        put(read.Value!);
        return true;
    }
}
