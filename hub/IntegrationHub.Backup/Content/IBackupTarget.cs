namespace IntegrationHub.Backup.Content;

/// <summary>Port: where the content of a backup goes while it is read.</summary>
public interface IBackupTarget
{
    /// <summary>A table begins: its rows, in PostgreSQL's binary COPY format, are written to the stream, which is disposed at their end.</summary>
    Task<Stream> BeginTableAsync(TableHead head, CancellationToken cancellationToken);

    /// <summary>A file begins: its content is written to the stream, which is disposed at its end.</summary>
    Task<Stream> BeginFileAsync(FileHead head, CancellationToken cancellationToken);
}
