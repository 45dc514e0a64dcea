namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>The configuration files of the embedded server, written anew at every start.</summary>
internal static class ServerSettings
{
    /// <summary>Operators' own settings; read last, so they win.</summary>
    public const string OwnSettingsFile = "own.conf";

    public static string Configuration(string socketFolder) =>
        $"""
        # Written by the hub at every start; put settings of your own into {OwnSettingsFile} beside this file.
        listen_addresses = ''
        unix_socket_directories = '{socketFolder}'
        unix_socket_permissions = 0700
        max_connections = 120

        # A commit is on disk before it is promised.
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        wal_level = replica

        # Sized for two cores shared with the hub.
        shared_buffers = 256MB
        effective_cache_size = 1GB
        work_mem = 16MB
        maintenance_work_mem = 128MB
        max_worker_processes = 4
        max_parallel_workers_per_gather = 1
        max_parallel_maintenance_workers = 1
        wal_buffers = 16MB
        max_wal_size = 4GB
        min_wal_size = 512MB
        checkpoint_timeout = 15min
        checkpoint_completion_target = 0.9
        random_page_cost = 1.1
        # Compiling a statement costs more than running one of ours.
        jit = off
        autovacuum_max_workers = 2
        autovacuum_naptime = 20s

        timezone = 'UTC'
        log_timezone = 'UTC'
        logging_collector = on
        log_directory = 'log'
        log_filename = 'server-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_min_duration_statement = 2s
        # Statements carry documents: a log never holds their values.
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        log_min_error_statement = panic

        include_if_exists = '{OwnSettingsFile}'
        """ + "\n";

    /// <summary>Only the socket, and whoever may enter its folder: its owner and root, who could read the data files just as well.</summary>
    public const string Access = "local all all trust\n";
}
