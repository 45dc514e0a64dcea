using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresDocumentAnswersTests(StoreFixture store) : DocumentAnswersCompliance, IClassFixture<StoreFixture>
{
    protected override IDocumentAnswers Answers => store.Get<IDocumentAnswers>();

    protected override IProcessStore Processes => store.Get<IProcessStore>();

    protected override ISendingStore Sending => store.Get<ISendingStore>();
}
