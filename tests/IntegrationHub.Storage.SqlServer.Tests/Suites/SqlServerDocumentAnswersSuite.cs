using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerDocumentAnswersSuite(SqlServerDatabase database) : DocumentAnswersCompliance
{
    protected override IDocumentAnswers Answers => database.Get<IDocumentAnswers>();

    protected override IProcessStore Processes => database.Get<IProcessStore>();

    protected override ISendingStore Sending => database.Get<ISendingStore>();
}
